package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// The newest events of one thread, in their order. Grows at the end only, so that a snapshot costs
/// nothing and never changes. Written by one thread at a time; a snapshot may be handed to others.
final class RecentEvents {
    private static final int FIRST_CAPACITY = 4;

    private final int limit;
    private ThreadEvent[] events;
    private int size;

    /// @param limit how many events are kept at least; when twice as many have come, the older half
    ///   is let go
    RecentEvents(List<ThreadEvent> events, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        this.limit = limit;
        this.events = events.toArray(ThreadEvent[]::new);
        this.size = events.size();
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

    private ThreadEvent[] newestInNewArray() {
        ThreadEvent[] newest = new ThreadEvent[2 * limit];
        System.arraycopy(events, size - limit, newest, 0, limit);
        size = limit;
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
