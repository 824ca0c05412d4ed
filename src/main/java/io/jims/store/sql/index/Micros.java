package io.jims.store.sql.index;

import io.jims.store.sql.TimestampText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as the index keeps them: microseconds since 1970.
final class Micros {
    private static final int A_SECOND = 1_000_000;

    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// The time as the database writes it; 0 for what is none.
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
