package io.jims.cli.option;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.TrustedProxies;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for who may connect.
public final class AccessOptions {
    @Option(
            names = "--cors-origins",
            paramLabel = "<origins>",
            defaultValue = "*",
            description =
                    "Origins (scheme://host[:port], separated by commas) whose pages may use "
                            + "this server; https://*.example.com stands for all subdomains, * for all "
                            + "origins.")
    AllowedOrigins origins;

    @Option(
            names = "--allow-no-origin",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description =
                    "Lets in clients that name no origin, which are programs, where "
                            + "--cors-origins lists some.")
    Switch allowNoOrigin;

    @Mixin private final AuthOptions auth = new AuthOptions();

    @Option(
            names = "--trusted-proxies",
            paramLabel = "<networks>",
            description =
                    "Addresses or networks (10.0.0.0/8) of proxies, separated by commas, "
                            + "that say in X-Forwarded-For or Forwarded where a client comes from; "
                            + "nobody else is believed.")
    @Nullable TrustedProxies trustedProxies;

    @Option(
            names = "--proxy-protocol",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description =
                    "Takes the PROXY protocol, version 1 or 2, at the beginning of each connection "
                            + "to --port, from a balancer that speaks TCP; connections without "
                            + "it are closed.")
    Switch proxyProtocol;

    public boolean isBehindProxyProtocol() {
        return proxyProtocol.isOn();
    }

    /// The access settings.
    ///
    /// @throws io.jims.server.SettingException for the first value that is not allowed; it shows no
    ///   secret
    public AccessSettings settings(Given given) {
        return new AccessSettings(
                new AllowedOrigins(origins.patterns(), allowNoOrigin.isOn()),
                auth.settings(given),
                trustedProxies == null ? TrustedProxies.NONE : trustedProxies);
    }
}
