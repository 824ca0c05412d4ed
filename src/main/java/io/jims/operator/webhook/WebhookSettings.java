package io.jims.operator.webhook;

import java.net.URI;
import java.util.List;

/// Settings of the webhook.
///
/// @param url of the receiver (`--webhook`), by http or https
/// @param secrets that sign messages; several during a rotation (`--webhook-secret`)
/// @param events types to deliver (`--webhook-events`)
/// @param isPrivateAllowed whether the receiver may be on loopback or a private network
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
