package io.jims.admission.rate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Formats how long a visitor has to wait.
public final class WaitingTime {
    private static final int BIG_NUMBER = 90;

    private WaitingTime() {}

    /// The time until the quotas' day ends, at midnight UTC.
    public static Duration untilMidnight(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        return Duration.between(now, today.plus(1, ChronoUnit.DAYS));
    }

    /// Whole seconds, rounded up, at least one.
    public static Duration rounded(Duration wait) {
        return Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /// For example `1 second`, `20 seconds`, `3 minutes`, `5 hours`; never shorter than the
    /// duration.
    public static String inWords(Duration wait) {
        long seconds = rounded(wait).toSeconds();
        if (seconds < BIG_NUMBER) {
            return counted(seconds, "second");
        }
        long minutes = (seconds + 59) / 60;
        return minutes < BIG_NUMBER
                ? counted(minutes, "minute")
                : counted((minutes + 59) / 60, "hour");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
