package io.jims.operator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// The pauses between delivery attempts.
///
/// @param pauses one after each failed attempt; the last one repeats
record Backoff(List<Duration> pauses) {
    /// A day in total.
    static final Backoff OVER_A_DAY =
            new Backoff(
                    Stream.of("5s", "30s", "2m", "10m", "30m", "1h", "2h", "4h", "8h", "8h")
                            .map(text -> Duration.parse("PT" + text))
                            .toList());

    /// Jitter: a receiver that is back must not get all senders at once.
    private static final double JITTER = 0.1;

    Backoff {
        pauses = List.copyOf(pauses);
    }

    /// @param attempts that failed, at least 1
    Duration after(int attempts) {
        Duration pause = pauses.get(Math.min(attempts, pauses.size()) - 1);
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }

    /// Whether a refused event is given up after this attempt.
    boolean isOver(int attempts) {
        return attempts > pauses.size();
    }
}
