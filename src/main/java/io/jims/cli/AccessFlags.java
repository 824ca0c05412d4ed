package io.jims.cli;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.AddressRange;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.admission.address.TrustedProxies;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Reads the flags that say whom the server lets in.
public record AccessFlags(Function<Flag, SettingValue> values, Path workingDirectory) {
    /// Reads the settings.
    ///
    /// @throws UsageException for the first value that is not allowed
    public AccessSettings read() {
        return new AccessSettings(
                origins(values.apply(Flag.CORS_ORIGINS)),
                new AuthFlags(values, workingDirectory).read(),
                proxies(values.apply(Flag.TRUSTED_PROXIES)));
    }

    private AllowedOrigins origins(SettingValue value) {
        List<String> entries = value.toList();
        if (entries.isEmpty()) {
            throw refuseOrigins(value);
        }
        List<OriginPattern> patterns =
                entries.equals(List.of("*"))
                        ? List.of()
                        : entries.stream().map(entry -> origin(entry, value)).distinct().toList();
        return new AllowedOrigins(patterns, values.apply(Flag.ALLOW_NO_ORIGIN).toBoolean());
    }

    private static OriginPattern origin(String text, SettingValue value) {
        return OriginPattern.parse(text).orElseThrow(() -> refuseOrigins(value));
    }

    private static UsageException refuseOrigins(SettingValue value) {
        return value.refuse(
                "origins separated by commas, each scheme://host[:port] without a path, such as"
                        + " https://www.example.com or https://*.example.com, or * alone");
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
