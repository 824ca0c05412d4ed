package io.jims.widget;

import java.time.Duration;

/// The bounds of a connection and of the server; each is a flag.
///
/// @param messageCharacters longest message of a visitor, in Unicode characters
/// @param frameBytes longest WebSocket message, in all its fragments together
/// @param waitingMessages most messages that wait on one socket, or for one thread, while another
///   is answered
/// @param sockets most open sockets
/// @param pingInterval silence after which a client is pinged; if it stays silent for another
///   interval, it is disconnected. Also the idle timeout of plain HTTP connections
/// @param writeTimeout longest write to a client that does not read
/// @param drain time for answers in progress at shutdown
public record Limits(
        int messageCharacters,
        int frameBytes,
        int waitingMessages,
        int sockets,
        Duration pingInterval,
        Duration writeTimeout,
        Duration drain) {
    /// The defaults of the command line.
    public static final Limits DEFAULT =
            new Limits(
                    8_000,
                    64 * 1024,
                    8,
                    20_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30));

    public Limits {
        requirePositive("messageCharacters", messageCharacters);
        requirePositive("frameBytes", frameBytes);
        requirePositive("waitingMessages", waitingMessages);
        requirePositive("sockets", sockets);
        requirePositive("pingInterval", pingInterval.toMillis());
        requirePositive("writeTimeout", writeTimeout.toMillis());
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain must not be negative: " + drain);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
