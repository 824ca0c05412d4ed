package io.jims.operator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// How long is waited before each further attempt.
///
/// @param pauses of which the last holds for all that follow
record Backoff(List<Duration> pauses) {
    /// A day in sum.
    static final Backoff OVER_A_DAY =
            new Backoff(
                    Stream.of("5s", "30s", "2m", "10m", "30m", "1h", "2h", "4h", "8h", "8h")
                            .map(text -> Duration.parse("PT" + text))
                            .toList());

    /// Receivers that come back must not meet all senders at once.
    private static final double JITTER = 0.1;

    Backoff {
        pauses = List.copyOf(pauses);
    }

    /// @param attempts that failed, 1 at least
    Duration after(int attempts) {
        Duration pause = pauses.get(Math.min(attempts, pauses.size()) - 1);
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }

    /// Whether this was the last attempt for an event that is refused.
    boolean isOver(int attempts) {
        return attempts > pauses.size();
    }
}
