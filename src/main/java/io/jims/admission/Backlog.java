package io.jims.admission;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The conversations that are being answered or wait for it, bounded. Safe for all threads.
///
/// A message is refused before it is acknowledged; an acknowledged one keeps its place.
public final class Backlog {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final int max;
    private final AtomicInteger size = new AtomicInteger();

    /// @param max concurrent answers (`--max-runs`) and waiting conversations
    ///   (`--max-waiting-runs`) together
    Backlog(int max) {
        this.max = max;
    }

    /// Takes a place for a conversation that begins to wait for an answer; [#leave] must follow.
    ///
    /// @throws ChatException `OVERLOADED` if there is none
    public void enter() {
        if (size.incrementAndGet() > max) {
            leave();
            throw new ChatException(
                    ErrorCode.OVERLOADED,
                    "Too many messages are being answered at the moment. Please send yours again"
                            + " in a few seconds.",
                    RETRY);
        }
    }

    /// Takes a place for a conversation with a stored, unanswered message, even beyond the bound;
    /// [#leave] must follow.
    public void enterOwed() {
        size.incrementAndGet();
    }

    public void leave() {
        size.decrementAndGet();
    }

    /// How many places are taken now.
    List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.BACKLOG, size::get),
                Metric.of(MetricName.BACKLOG_LIMIT, () -> max));
    }
}
