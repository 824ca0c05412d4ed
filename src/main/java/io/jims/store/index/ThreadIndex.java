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

/// Finds threads for the operator, by an index that is kept behind the commits and never in their
/// way: it holds what [#update] has taken up. What is erased leaves it in the same step. Safe for
/// all threads, and in several processes on one database; every call blocks, and throws a
/// [io.jims.store.StoreException] if the database cannot be asked.
public interface ThreadIndex extends AutoCloseable {
    /// Takes up some of what was stored since, whoever stored it. Does nothing while another
    /// process is at it.
    ///
    /// @return whether there may be more
    boolean update();

    /// Threads by their last activity, the newest first.
    ///
    /// @param before only those behind this one in the order; null for the first
    List<ThreadSummary> find(ThreadFilter filter, @Nullable Place before, int limit);

    Optional<ThreadSummary> find(ThreadId id);

    /// Events of a thread, the oldest first.
    ///
    /// @param after only those behind this one; null for the first
    List<ThreadEvent> events(ThreadId id, @Nullable UUID after, int limit);

    /// All threads in the order of their ids.
    ///
    /// @param after only those behind this one; null for the first
    List<ChatThread> threads(@Nullable ThreadId after, int limit);

    /// What was taken up behind this position, in order.
    List<StoredNews> news(long after, int limit);

    /// The first position that [#news] still knows and the last one; 0 for none.
    Positions positions();

    /// What happened in the hours that began between these times, in order. What was erased since
    /// stays counted.
    ///
    /// @param from inclusive
    /// @param until exclusive
    List<HourlyUsage> usage(Instant from, Instant until);

    /// What language models used up on the days from one to another, in order. What was erased
    /// since stays counted, of nobody.
    ///
    /// @param from the beginning of a day in UTC, inclusive
    /// @param until likewise, exclusive
    /// @param by what is told apart beside the models
    List<ModelCosts> costs(Instant from, Instant until, Set<ModelCosts.By> by, int limit);

    /// What the webhook has to tell of.
    WebhookQueue webhook();

    @Override
    void close();

    /// Where a thread stands in the order of last activity.
    record Place(Instant lastActivity, ThreadId id) {
        public static Place of(ThreadSummary thread) {
            return new Place(thread.lastActivity(), thread.id());
        }
    }

    /// See [#positions].
    record Positions(long first, long last) {}
}
