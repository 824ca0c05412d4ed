package io.jims.store.index;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operator's index of threads. It is updated after the commits and never delays them: it
/// contains what [#update] has indexed. Erased data leaves it in the same transaction. Safe for all
/// threads, and in several processes on one database; every call blocks, and throws a
/// [io.jims.store.StoreException] if the database cannot be reached.
public interface ThreadIndex extends AutoCloseable {
    /// Indexes some of the events stored since the last call, by any process. Does nothing while
    /// another process is doing it.
    ///
    /// @return whether there may be more
    boolean update();

    /// Threads by their last activity, the newest first.
    ///
    /// @param before only threads after this place; null for the first page
    List<ThreadSummary> find(ThreadFilter filter, @Nullable Place before, int limit);

    Optional<ThreadSummary> find(ThreadId id);

    /// Events of a thread, the oldest first.
    ///
    /// @param after only events after this one; null for the first page
    List<ThreadEvent> events(ThreadId id, @Nullable UUID after, int limit);

    /// All threads in the order of their ids.
    ///
    /// @param after only threads after this one; null for the first page
    List<ChatThread> threads(@Nullable ThreadId after, int limit);

    /// The events indexed after this position, in order.
    List<StoredNews> news(long after, int limit);

    /// The first position that [#news] still has, and the last one; 0 for none.
    Positions positions();

    /// The counts of the hours that began in this period, in order. Data erased since stays
    /// counted.
    ///
    /// @param from inclusive
    /// @param until exclusive
    List<HourlyUsage> usage(Instant from, Instant until);

    /// The usage of language models on the days of this period, in order. Data erased since stays
    /// counted, without a contact.
    ///
    /// @param from start of a day in UTC, inclusive
    /// @param until start of a day in UTC, exclusive
    /// @param by what to group by, in addition to the model
    List<ModelCosts> costs(Instant from, Instant until, Set<ModelCosts.By> by, int limit);

    /// The webhook's queue.
    WebhookQueue webhook();

    @Override
    void close();

    /// A place in the order of last activity.
    record Place(Instant lastActivity, ThreadId id) {
        public static Place of(ThreadSummary thread) {
            return new Place(thread.lastActivity(), thread.id());
        }
    }

    /// See [#positions].
    record Positions(long first, long last) {}
}
