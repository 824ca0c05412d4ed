package io.jims.operator;

import io.jims.admission.address.TrustedProxies;
import io.jims.listener.TlsFiles;
import io.jims.operator.access.AdminToken;
import io.jims.operator.report.PriceList;
import org.jspecify.annotations.Nullable;

/// Settings of the operator's listener.
///
/// @param host address or name to bind (`--admin-host`)
/// @param port 0 takes a free one (`--admin-port`)
/// @param token that every request needs (`--admin-token`)
/// @param tls the server's certificate; null to speak plain HTTP
/// @param proxies whose forwarded headers are trusted
/// @param prices of language models (`--prices`); null to report costs in tokens only
public record OperatorSettings(
        String host,
        int port,
        AdminToken token,
        @Nullable TlsFiles tls,
        TrustedProxies proxies,
        @Nullable PriceList prices) {}
