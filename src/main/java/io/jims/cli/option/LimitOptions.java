package io.jims.cli.option;

import io.jims.admission.Quotas;
import io.jims.cli.value.Bounds;
import io.jims.widget.Limits;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for the bounds of a connection and of the server.
public final class LimitOptions {
    @Option(
            names = "--max-message-chars",
            defaultValue = "8000",
            description = "Longest message of a visitor; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int maxMessageChars;

    @Option(
            names = "--max-frame-bytes",
            defaultValue = "65536",
            description = "Longest WebSocket message; {bounds}.")
    @Bounds(from = "1024", to = "1048576")
    int maxFrameBytes;

    @Option(
            names = "--max-app-response-bytes",
            defaultValue = "4194304",
            description = "Longest answer of a jims-api service; {bounds}.")
    @Bounds(from = "1024", to = "67108864")
    int maxAppResponseBytes;

    @Option(
            names = "--max-waiting",
            defaultValue = "8",
            description = "Messages that may wait on one socket, or for one thread; {bounds}.")
    @Bounds(from = "1", to = "1000")
    int maxWaiting;

    @Option(
            names = "--max-sockets",
            defaultValue = "20000",
            description = "Open sockets; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int maxSockets;

    @Mixin private final QuotaOptions quotas = new QuotaOptions();

    @Option(
            names = "--ping-interval",
            defaultValue = "30s",
            description =
                    "How often a silent client is pinged, to be cut off if it stays silent; "
                            + "{bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration pingInterval;

    @Option(
            names = "--write-timeout",
            defaultValue = "10s",
            description = "How long a client may fail to read what it is sent; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration writeTimeout;

    @Option(
            names = "--drain-timeout",
            defaultValue = "30s",
            description = "How long answers under way may take at shutdown; {bounds}.")
    @Bounds(from = "0s", to = "24h")
    Duration drainTimeout;

    public Limits settings() {
        return new Limits(
                maxMessageChars,
                maxFrameBytes,
                maxWaiting,
                maxSockets,
                pingInterval,
                writeTimeout,
                drainTimeout);
    }

    public Quotas quotas() {
        return quotas.settings();
    }

    public int maxAppResponseBytes() {
        return maxAppResponseBytes;
    }
}
