package io.jims.core;

import java.util.Optional;
import java.util.UUID;

/// The key of a thread. Whoever knows it may read and continue the thread, so it is a secret:
/// `toString` is for logs and shows the last digits only. Use [#value] for the whole id.
public record ThreadId(UUID value) {
    private static final int SHOWN_DIGITS = 6;

    /// A new, unused id (uuid7).
    public static ThreadId create() {
        return new ThreadId(Uuid7.unguessable());
    }

    /// Parses an id from a client; empty if the text is not a uuid.
    public static Optional<ThreadId> parse(String text) {
        return Uuid7.parse(text).map(ThreadId::new);
    }

    @Override
    public String toString() {
        String digits = value.toString();
        return "…" + digits.substring(digits.length() - SHOWN_DIGITS);
    }
}
