package io.jims.operator.webhook;

import java.net.URI;
import java.util.List;

/// Who is told of events, and of which.
///
/// @param url of the receiver (`--webhook`), by http or https
/// @param secrets that messages are signed with, one or several while they change
///   (`--webhook-secret`)
/// @param events of which types (`--webhook-events`)
/// @param isPrivateAllowed whether the receiver may be in the loopback or a private network
///   (`--webhook-private`)
public record WebhookSettings(
        URI url, List<WebhookSecret> secrets, EventFilter events, boolean isPrivateAllowed) {
    public WebhookSettings {
        String scheme = String.valueOf(url.getScheme());
        if (!(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an http or https address without user name and fragment");
        }
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a webhook has a secret");
        }
    }
}
