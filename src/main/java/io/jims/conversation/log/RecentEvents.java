package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest events of one thread, in their order. Grows at the end only, so that a snapshot costs
/// nothing and never changes. Written by one thread at a time; a snapshot may be handed to others.
final class RecentEvents {
    private static final int FIRST_CAPACITY = 4;

    private final int limit;
    private final long maxBytes;
    private ThreadEvent[] events;
    private int size;
    private long bytes;

    /// Whether these are all of the thread.
    private boolean whole;

    private @Nullable Ratings ratings;

    /// @param limit how many events are kept at least; when twice as many have come, the older half
    ///   is let go
    /// @param maxBytes the oldest are let go where all together take more than this, but for the
    ///   last one
    RecentEvents(List<ThreadEvent> events, int limit, long maxBytes) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        this.limit = limit;
        this.maxBytes = maxBytes;
        this.events = events.toArray(ThreadEvent[]::new);
        this.size = events.size();
        this.bytes = events.stream().mapToLong(EventSize::of).sum();
        this.whole = size < limit;
        if (bytes > maxBytes) {
            dropLargeHistory();
        }
    }

    void add(ThreadEvent event) {
        bytes += EventSize.of(event);
        append(event);
        if (ratings != null) {
            ratings.add(event);
        }
        if (bytes > maxBytes) {
            dropLargeHistory();
        }
    }

    private void append(ThreadEvent event) {
        if (size == events.length) {
            events =
                    size >= 2 * limit
                            ? newestInNewArray()
                            : Arrays.copyOf(
                                    events,
                                    Math.min(2 * limit, Math.max(FIRST_CAPACITY, size * 2)));
        }
        events[size++] = event;
    }

    /// About how much memory they take.
    long bytes() {
        return bytes;
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

    /// How the answers of the thread were rated; null where nobody has asked.
    @Nullable Ratings ratings() {
        return ratings;
    }

    /// Keeps that up to date from now on.
    void keep(Ratings found) {
        ratings = found;
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
        return newest(limit, 2 * limit);
    }

    /// Lets go of half of the bytes at once: each time costs as much as all events that stay.
    private void dropLargeHistory() {
        int kept = 0;
        long room = maxBytes / 2;
        while (kept < size) {
            room -= EventSize.of(events[size - kept - 1]);
            if (room < 0 && kept > 0) {
                break;
            }
            kept++;
        }
        if (kept < size) {
            events = newest(kept, Math.max(FIRST_CAPACITY, 2 * kept));
        }
    }

    private ThreadEvent[] newest(int kept, int capacity) {
        for (int i = 0; i < size - kept; i++) {
            bytes -= EventSize.of(events[i]);
        }
        ThreadEvent[] newest = new ThreadEvent[capacity];
        System.arraycopy(events, size - kept, newest, 0, kept);
        size = kept;
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
