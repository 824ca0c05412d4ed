package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.NewestEvents;
import io.jims.store.ThreadStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was said in one thread: in memory as long as the cache has room for it or a run sees it,
/// and read again when it is needed otherwise. Guarded as the thread's log is.
final class ThreadHistory {
    /// How many ratings of a very long thread are read, the newest.
    private static final int MAX_RATINGS = 2_000;

    private final ThreadStore store;
    private final ThreadId thread;
    private final HistoryCache cache;
    private final LogPosition position;

    /// Whether a run sees the events: those in memory stay there.
    private boolean holding;

    private @Nullable RecentEvents held;

    /// @param position of the thread's log: events after it are not shown yet
    ThreadHistory(ThreadStore store, ThreadId thread, HistoryCache cache, LogPosition position) {
        this.store = store;
        this.thread = thread;
        this.cache = cache;
        this.position = position;
    }

    /// The events so far, oldest first; does not change later.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    List<ThreadEvent> events() {
        return recent().snapshot();
    }

    /// The events after a time, oldest first: as many of the newest as are kept of a thread.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    List<ThreadEvent> eventsAfter(Instant time) {
        RecentEvents present = recent();
        List<ThreadEvent> known = present.snapshot();
        boolean reachBack =
                present.isWhole()
                        || (!known.isEmpty() && !known.getFirst().createdAt().isAfter(time));
        List<ThreadEvent> events =
                reachBack ? known : store.eventsAfter(thread, time, cache.events());
        return events.stream()
                .filter(event -> event.createdAt().isAfter(time))
                .filter(position::includes)
                .toList();
    }

    /// Reads the newest events from the store.
    NewestEvents read() {
        return store.newestEvents(thread, cache.events(), cache.threadBytes());
    }

    /// Keeps what was read, up to the position.
    void keep(NewestEvents read) {
        keep(followed(read));
    }

    /// The thread has no events.
    void clear() {
        keep(none());
    }

    /// One more event; where they are not in memory, it will be read with the others.
    void add(ThreadEvent event) {
        RecentEvents present = inMemory();
        if (present != null) {
            present.add(event);
            keep(present);
        }
    }

    /// The store has events between those in memory and the next one.
    void expectOlder() {
        RecentEvents present = inMemory();
        if (present != null) {
            present.expectOlder();
        }
    }

    /// Keeps what is in memory until [#release].
    void hold() {
        holding = true;
        held = cache.get(this);
    }

    void release() {
        holding = false;
        held = null;
    }

    /// Drops the events from memory.
    void close() {
        release();
        cache.drop(this);
    }

    boolean isInMemory() {
        return inMemory() != null;
    }

    /// Whether the store has events that are not in memory.
    boolean hasOthers() {
        RecentEvents present = inMemory();
        return position.isStored() && (present == null || !present.isWhole());
    }

    Optional<ThreadEvent> findInMemory(UUID id) {
        RecentEvents present = inMemory();
        return present == null ? Optional.empty() : present.find(id);
    }

    /// How the answers of the thread were rated.
    Ratings ratings() {
        RecentEvents present = recent();
        Ratings known = present.ratings();
        if (known == null) {
            known =
                    Ratings.of(
                            present.isWhole()
                                    ? present.snapshot()
                                    : store.feedback(thread, MAX_RATINGS));
            present.keep(known);
        }
        return known;
    }

    private RecentEvents recent() {
        RecentEvents present = inMemory();
        if (present == null) {
            present = position.isStored() ? followed(read()) : none();
            keep(present);
        }
        return present;
    }

    private @Nullable RecentEvents inMemory() {
        return held == null ? cache.get(this) : held;
    }

    private void keep(RecentEvents recent) {
        held = holding ? recent : null;
        cache.put(this, recent);
    }

    /// The events up to the last one that is followed.
    private RecentEvents followed(NewestEvents read) {
        List<ThreadEvent> events = read.events().stream().filter(position::includes).toList();
        RecentEvents followed = new RecentEvents(events, cache.events(), cache.threadBytes());
        if (!read.whole()) {
            followed.expectOlder();
        }
        return followed;
    }

    private RecentEvents none() {
        return new RecentEvents(List.of(), cache.events(), cache.threadBytes());
    }
}
