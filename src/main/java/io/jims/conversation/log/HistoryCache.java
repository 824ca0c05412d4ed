package io.jims.conversation.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest events of threads, as long as there is room for them: so many bytes for all threads
/// together. What is dropped is read again when it is next needed, so that an open thread in which
/// nothing happens costs no history. Safe for all threads.
public final class HistoryCache {
    /// Of the whole cache for one thread, so that none empties it.
    private static final int THREAD_SHARE = 4;

    private final int events;
    private final long bytes;
    private final long threadBytes;
    private final Cache<Object, RecentEvents> histories;

    /// @param events how many of a thread's newest events a run sees at least, where they are not
    ///   too large (`--history-events`)
    /// @param bytes of memory for all threads together, about (`--history-cache`)
    public HistoryCache(int events, long bytes) {
        this(events, bytes, bytes / THREAD_SHARE);
    }

    /// @param threadBytes of one thread
    HistoryCache(int events, long bytes, long threadBytes) {
        this.events = events;
        this.bytes = bytes;
        this.threadBytes = threadBytes;
        this.histories =
                Caffeine.newBuilder()
                        .weakKeys() // of a conversation that is over
                        .maximumWeight(bytes)
                        .weigher(HistoryCache::weight)
                        .executor(Runnable::run)
                        .build();
    }

    /// How many of a thread's newest events are kept at least.
    int events() {
        return events;
    }

    /// How many bytes the events of one thread may take.
    long threadBytes() {
        return threadBytes;
    }

    /// @param owner whose they are; they are dropped with it
    @Nullable RecentEvents get(Object owner) {
        return histories.getIfPresent(owner);
    }

    /// Keeps them, as large as they are now.
    void put(Object owner, RecentEvents events) {
        histories.put(owner, events);
    }

    /// Lets go of them at once: a thread that is over has been used more often than one that has
    /// just begun, and would be kept in its place.
    void drop(Object owner) {
        histories.invalidate(owner);
    }

    /// How full it is.
    public List<Metric> metrics() {
        return List.of(
                Metric.of(MetricName.HISTORY_CACHE, this::usedBytes),
                Metric.of(MetricName.HISTORY_CACHE_LIMIT, () -> bytes));
    }

    private long usedBytes() {
        return histories.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static int weight(Object owner, RecentEvents events) {
        return (int) Math.min(Integer.MAX_VALUE, events.bytes());
    }
}
