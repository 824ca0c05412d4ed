package io.jims.store.sql.index;

import io.jims.store.sql.TimestampText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Timestamps of the index: microseconds since 1970.
final class Micros {
    private static final int A_SECOND = 1_000_000;

    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// Parses the database's timestamp; 0 if it is invalid.
    static long of(String created) {
        try {
            return of(TimestampText.read(created));
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, A_SECOND),
                Duration.of(Math.floorMod(micros, A_SECOND), ChronoUnit.MICROS).toNanos());
    }
}
