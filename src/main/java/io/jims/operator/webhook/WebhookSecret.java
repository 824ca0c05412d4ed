package io.jims.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs messages (`JIMS_WEBHOOK_SECRET`), in the form of Standard Webhooks: `whsec_`
/// and 24 to 64 bytes in Base64. No message of this class shows it.
public record WebhookSecret(Secret secret) {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    public WebhookSecret {
        int length;
        try {
            length = key(secret).length;
        } catch (IllegalArgumentException e) {
            length = 0;
        }
        if (!secret.text().startsWith(PREFIX) || length < LEAST_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a webhook's secret is "
                            + PREFIX
                            + " and "
                            + LEAST_BYTES
                            + " to "
                            + MOST_BYTES
                            + " bytes in Base64, such as whsec_$(openssl rand -base64 32)");
        }
    }

    public WebhookSecret(String text) {
        this(new Secret(text));
    }

    /// The signature of a message, as the header carries it.
    ///
    /// @param timestamp of this attempt, in seconds since 1970
    String signature(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] key(Secret secret) {
        String text = secret.text();
        return Base64.getDecoder()
                .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }
}
