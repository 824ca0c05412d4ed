package io.jims;

import io.jims.widget.admission.AccessSettings;
import io.jims.widget.admission.AddressRange;
import io.jims.widget.admission.TrustedProxies;
import java.util.function.Function;

/// Reads the flags that say whom the server lets in.
record AccessFlags(Function<Flag, SettingValue> values) {
    /// @throws UsageException for the first value that is not allowed
    AccessSettings read() {
        return new AccessSettings(
                NetworkNames.origins(values.apply(Flag.CORS_ORIGINS)),
                proxies(values.apply(Flag.TRUSTED_PROXIES)));
    }

    private static TrustedProxies proxies(SettingValue value) {
        return new TrustedProxies(value.toList().stream().map(text -> range(text, value)).toList());
    }

    private static AddressRange range(String text, SettingValue value) {
        return AddressRange.parse(text)
                .orElseThrow(() ->
                        value.refuse(
                                "addresses or networks separated by commas, such as 127.0.0.1,"
                                        + " 10.0.0.0/8 or fd00::/8"));
    }
}
