package io.jims.cli.option;

import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.cli.value.OnOff;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.operator.OperatorSettings;
import io.jims.operator.access.AdminToken;
import io.jims.operator.report.PriceList;
import io.jims.server.SettingException;
import io.jims.widget.ServerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of the operator's listener.
public final class OperatorOptions {
    private static final String TOKEN = "--admin-token";
    private static final String PRICES = "--prices";
    private static final String PORT = "--admin-port";
    private static final String HANDOFF_BUTTON = "--handoff-button";

    @Option(
            names = TOKEN,
            paramLabel = "<token>",
            description =
                    "Opens a port of its own on which whoever has this token sees, takes over, "
                            + "exports and erases conversations; 32 characters at least. Better given as "
                            + "JIMS_ADMIN_TOKEN, which other users of the machine cannot see.")
    @Nullable String token;

    @Option(
            names = PORT,
            paramLabel = "<port>",
            defaultValue = "8002",
            description = "That port; 0 takes a free one.")
    @Bounds(from = "0", to = "65535")
    int port;

    @Option(
            names = "--admin-host",
            paramLabel = "<host>",
            defaultValue = "127.0.0.1",
            converter = Converters.Host.class,
            description =
                    "Address or name of the interface on which it listens; this machine alone "
                            + "unless told otherwise.")
    String host;

    @Option(
            names = PRICES,
            paramLabel = "<file>",
            description =
                    "A JSON file with what a million tokens of each language model cost, which its "
                            + "report of costs reckons with.")
    @Nullable Path prices;

    @Option(
            names = HANDOFF_BUTTON,
            paramLabel = "<on or off>",
            defaultValue = "off",
            description =
                    "Whether visitors see a button by which they ask for a person, who answers on "
                            + "the operator's pages; needs --admin-token.")
    OnOff handoffButton;

    /// Who may start a handoff.
    ///
    /// @throws SettingException if visitors may, and no person could answer
    public HandoffRule handoff(Given given) {
        boolean isOn = token != null && !token.isEmpty();
        if (handoffButton == OnOff.ON && !isOn) {
            throw given.value(HANDOFF_BUTTON, "on")
                    .refuse("off where there is no --admin-token, as nobody could answer");
        }
        if (!isOn) {
            return HandoffRule.NEVER;
        }
        return handoffButton == OnOff.ON ? HandoffRule.BY_VISITOR : HandoffRule.BY_APP;
    }

    /// Null if the listener is off.
    ///
    /// @param server whose certificate and trusted proxies it shares
    /// @throws SettingException for the first value that is not allowed; it shows no token
    public @Nullable OperatorSettings settings(
            Given given, ServerSettings server, int metricsPort) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        if (port != 0 && (port == server.port() || port == metricsPort)) {
            throw given.value(PORT, String.valueOf(port))
                    .refuse("another one than --port and --metrics-port have, or 0 for a free one");
        }
        PriceList priceList = priceList(given);
        try {
            return new OperatorSettings(
                    host,
                    port,
                    new AdminToken(token),
                    server.tls(),
                    server.access().proxies(),
                    priceList);
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    given.value(TOKEN, "").explain(String.valueOf(e.getMessage())), e);
        }
    }

    private @Nullable PriceList priceList(Given given) {
        if (prices == null) {
            return null;
        }
        try {
            return PriceList.read(prices);
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    given.value(PRICES, prices.toString()).label()
                            + ": "
                            + prices
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
