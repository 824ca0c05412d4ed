package io.jims.cli.option;

import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.cli.value.ValueList;
import io.jims.operator.webhook.EventFilter;
import io.jims.operator.webhook.WebhookSecret;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of the webhook.
public final class WebhookOptions {
    private static final String URL = "--webhook";
    private static final String SECRET = "--webhook-secret";
    private static final String EVENTS = "--webhook-events";

    @Option(
            names = URL,
            paramLabel = "<url>",
            description =
                    "An http or https address that is told of every event, by Standard Webhooks; "
                            + "needs --webhook-secret.")
    @Nullable String url;

    @Option(
            names = SECRET,
            paramLabel = "<list>",
            description =
                    "What those messages are signed with: whsec_ and 24 to 64 bytes in Base64; "
                            + "several with commas while you change it. Better given as "
                            + "JIMS_WEBHOOK_SECRET, which other users of the machine cannot see.")
    @Nullable String secret;

    @Option(
            names = EVENTS,
            paramLabel = "<list>",
            defaultValue = "*",
            description =
                    "Types of events that are told, with commas: whole ones, or their beginning "
                            + "and *, such as comm.*,jims.widget.feedback.")
    String events;

    @Option(
            names = "--webhook-private",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description =
                    "Whether the address may be of this machine or a private network, as that of "
                            + "another service beside this one.")
    Switch isPrivateAllowed;

    /// Null if there is no webhook.
    ///
    /// @throws SettingException for the first value that is not allowed; it shows no secret
    public @Nullable WebhookSettings settings(Given given) {
        if (url == null || url.isEmpty()) {
            return null;
        }
        SettingValue address = given.value(URL, url);
        List<WebhookSecret> secrets = secrets(given);
        EventFilter filter = filter(given.value(EVENTS, events));
        try {
            return new WebhookSettings(new URI(url), secrets, filter, isPrivateAllowed.isOn());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw address.refuse("an http or https address without user name and fragment");
        }
    }

    private List<WebhookSecret> secrets(Given given) {
        if (secret == null || secret.isEmpty()) {
            throw new SettingException(
                    given.value(URL, "").label()
                            + " needs a secret that messages are signed with: give "
                            + SECRET
                            + " or JIMS_WEBHOOK_SECRET, such as whsec_$(openssl rand -base64 32)");
        }
        try {
            return ValueList.split(secret).list().stream().map(WebhookSecret::new).toList();
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    given.value(SECRET, "").explain(String.valueOf(e.getMessage())), e);
        }
    }

    private static EventFilter filter(SettingValue value) {
        try {
            List<String> patterns = ValueList.split(value.text()).list();
            return patterns.isEmpty() ? EventFilter.ALL : new EventFilter(patterns);
        } catch (IllegalArgumentException e) {
            throw value.refuse("types, or their beginning and *, such as comm.*");
        }
    }
}
