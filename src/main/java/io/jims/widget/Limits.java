package io.jims.widget;

import java.time.Duration;

/// The bounds that the server holds; each is a flag of the command line.
///
/// @param messageCharacters longest message of a visitor, in Unicode characters
/// @param frameBytes longest WebSocket message, all its fragments together
/// @param waitingMessages messages that may wait on one socket, or for one thread, while another is
///   answered
/// @param sockets open sockets
/// @param pingInterval how often a silent client is pinged; one that stays silent until the next
///   ping is cut off. Also how long a plain HTTP connection may be idle
/// @param writeTimeout how long a write to a client that does not read may take
/// @param drain how long answers under way may take at shutdown
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
