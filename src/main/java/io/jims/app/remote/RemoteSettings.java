package io.jims.app.remote;

import io.jims.core.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings of a jims-api service.
///
/// @param token bearer token, if the service requires one (`--app-token`)
/// @param connectTimeout of a connection (`--app-connect-timeout`)
/// @param maxResponseBytes longest event of a stream, and longest response that is not streamed
///   (`--max-app-response-bytes`)
public record RemoteSettings(
        @Nullable Secret token, Duration connectTimeout, int maxResponseBytes) {
    /// Without a token, and with the defaults of the flags.
    public static final RemoteSettings DEFAULT =
            new RemoteSettings(null, Duration.ofSeconds(10), 4 * 1024 * 1024);

    public RemoteSettings {
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "connectTimeout must be positive: " + connectTimeout);
        }
        if (maxResponseBytes < 1) {
            throw new IllegalArgumentException(
                    "maxResponseBytes must be positive: " + maxResponseBytes);
        }
    }
}
