package io.jims.operator;

import io.jims.admission.address.TrustedProxies;
import io.jims.listener.TlsFiles;
import io.jims.operator.access.AdminToken;
import io.jims.operator.report.PriceList;
import org.jspecify.annotations.Nullable;

/// Where the operator's listener is.
///
/// @param host address or name to bind (`--admin-host`)
/// @param port 0 takes a free one (`--admin-port`)
/// @param token that every request needs (`--admin-token`)
/// @param tls the server's certificate; null to speak plain HTTP
/// @param proxies whose word counts on where a client comes from
/// @param prices of language models (`--prices`); null where costs are told in tokens alone
public record OperatorSettings(
        String host,
        int port,
        AdminToken token,
        @Nullable TlsFiles tls,
        TrustedProxies proxies,
        @Nullable PriceList prices) {}
