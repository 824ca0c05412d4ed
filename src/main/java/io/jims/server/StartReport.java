package io.jims.server;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.admission.address.HostNames;
import io.jims.admission.address.OriginPattern;
import io.jims.admission.budget.DailyQuotas;
import io.jims.admission.token.SecretSource;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.app.LoadedApp;
import io.jims.lifecycle.Lifecycle;
import io.jims.operator.OperatorSettings;
import io.jims.store.connect.DatabaseUrl;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log lines after a start, one for each subject: what runs where, who may connect, and which
/// limits are off. Open access from other machines is a warning.
///
/// @param metricsPort the actual port
/// @param adminPort the actual port; null if the operator's listener is off
/// @param port the actual port
record StartReport(
        Settings settings,
        LoadedApp app,
        Lifecycle lifecycle,
        int metricsPort,
        @Nullable Integer adminPort,
        int port) {
    private static final System.Logger LOG = System.getLogger(StartReport.class.getName());

    void write() {
        String host = settings.server().host();
        LOG.log(INFO, "app: " + app.description() + "; choose another with --app");
        LOG.log(INFO, "database: " + DatabaseUrl.parse(settings.database().text()) + " (--db)");
        LOG.log(INFO, "words of the widget: " + lifecycle.description() + " (--lifecycle)");
        String metrics = url("http", settings.metricsHost(), metricsPort, "/metrics");
        LOG.log(INFO, "metrics: " + metrics + " (--metrics-port)");
        writeOperator();
        writeAccess(settings.server().access(), HostNames.isLoopback(host) ? INFO : WARNING);
        LOG.log(INFO, "limits that are off: " + off(settings.server().quotas()));
        String scheme = settings.server().tls() == null ? "http" : "https";
        LOG.log(INFO, "ready; demo page: " + url(scheme, host, port, "/") + " (--port)");
    }

    private void writeOperator() {
        OperatorSettings operator = settings.operator();
        if (operator == null || adminPort == null) {
            return;
        }
        boolean local = HostNames.isLoopback(operator.host());
        String scheme = operator.tls() == null ? "http" : "https";
        String where = url(scheme, operator.host(), adminPort, "/");
        LOG.log(
                local || operator.tls() != null ? INFO : WARNING,
                "operator's pages: "
                        + where
                        + " (--admin-port)"
                        + (local ? "" : "; other machines reach them (--admin-host)"));
    }

    /// @param open log level of settings that let everyone in
    private static void writeAccess(AccessSettings access, Level open) {
        TokenSettings tokens = access.tokens();
        if (tokens == null) {
            LOG.log(
                    open,
                    "tokens: none are asked for, so visitors may call themselves anybody; set"
                            + " --auth-secret or --auth-jwks to ask for them");
        } else {
            LOG.log(INFO, "tokens: every visitor needs one (" + flag(tokens.signers()) + ")");
        }
        if (access.origins().areAll()) {
            LOG.log(
                    open,
                    "origins: pages of every website may use this chat; set --cors-origins to the"
                            + " origins of yours, such as https://www.example.com");
        } else {
            String origins =
                    access.origins().patterns().stream()
                            .map(OriginPattern::toString)
                            .collect(Collectors.joining(", "));
            LOG.log(INFO, "origins: " + origins + " (--cors-origins)");
        }
    }

    private static String flag(Signers signers) {
        return switch (signers) {
            case Signers.Keys _ -> "--auth-jwks";
            case Signers.Secrets(SecretSource.OfFile _) -> "--auth-secret-file";
            case Signers.Secrets(SecretSource.Given _) -> "--auth-secret";
        };
    }

    private static String off(Quotas quotas) {
        DailyQuotas daily = quotas.daily();
        String off =
                Stream.of(
                                ifOff("--messages-per-contact", quotas.messagesPerContact()),
                                ifOff("--messages-per-thread", quotas.messagesPerThread()),
                                ifOff("--messages-per-address", quotas.messagesPerAddress()),
                                ifOff("--threads-per-address", quotas.threadsPerAddress()),
                                ifOff("--sockets-per-address", quotas.socketsPerAddress()),
                                ifOff("--max-refusals", quotas.refusals()),
                                ifOff("--daily-messages", daily.messages()),
                                ifOff("--daily-tokens", daily.tokens()),
                                ifOff("--daily-messages-per-contact", daily.messagesPerContact()),
                                ifOff("--daily-tokens-per-contact", daily.tokensPerContact()))
                        .flatMap(flag -> flag)
                        .collect(Collectors.joining(", "));
        return off.isEmpty() ? "none" : off;
    }

    private static Stream<String> ifOff(String flag, @Nullable Object limit) {
        boolean off = limit == null || (limit instanceof Number number && number.longValue() == 0);
        return off ? Stream.of(flag) : Stream.empty();
    }

    private static String url(String scheme, String host, int port, String path) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return scheme + "://" + shown + ":" + port + path;
    }
}
