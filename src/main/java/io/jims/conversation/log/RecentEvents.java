package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.UUID;

/// The newest events of one thread, in their order. Grows at the end only, so that a snapshot costs
/// nothing and never changes. Written by one thread at a time; a snapshot may be handed to others.
final class RecentEvents {
    private static final int FIRST_CAPACITY = 4;

    private final int limit;
    private ThreadEvent[] events;
    private int size;

    /// Whether these are all of the thread.
    private boolean whole;

    /// @param limit how many events are kept at least; when twice as many have come, the older half
    ///   is let go
    RecentEvents(List<ThreadEvent> events, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        this.limit = limit;
        this.events = events.toArray(ThreadEvent[]::new);
        this.size = events.size();
        this.whole = size < limit;
    }

    void add(ThreadEvent event) {
        if (size == events.length) {
            events =
                    size >= 2 * limit
                            ? newestInNewArray()
                            : Arrays.copyOf(events, Math.max(FIRST_CAPACITY, size * 2));
        }
        events[size++] = event;
    }

    List<ThreadEvent> snapshot() {
        return new View(events, size);
    }

    Optional<ThreadEvent> find(UUID id) {
        for (int i = size - 1; i >= 0; i--) { // most often one of the newest
            if (events[i].id().equals(id)) {
                return Optional.of(events[i]);
            }
        }
        return Optional.empty();
    }

    /// Whether the thread has no others.
    boolean isWhole() {
        return whole;
    }

    /// The thread has others.
    void expectOlder() {
        whole = false;
    }

    private ThreadEvent[] newestInNewArray() {
        ThreadEvent[] newest = new ThreadEvent[2 * limit];
        System.arraycopy(events, size - limit, newest, 0, limit);
        size = limit;
        whole = false;
        return newest;
    }

    private static final class View extends AbstractList<ThreadEvent> implements RandomAccess {
        private final ThreadEvent[] events;
        private final int size;

        View(ThreadEvent[] events, int size) {
            this.events = events;
            this.size = size;
        }

        @Override
        public ThreadEvent get(int index) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return events[index];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
