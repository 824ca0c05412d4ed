package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The events that a run sees where they are not in memory: the message that it answers is known,
/// and the others are read when it first asks for one of them, if it ever does. Safe for all
/// threads.
public final class UnreadEvents extends AbstractList<ThreadEvent> implements RandomAccess {
    private final ThreadEvent message;
    private final Supplier<List<ThreadEvent>> source;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable List<ThreadEvent> read;

    /// @param message the last of them
    /// @param source reads all, this message among them; may throw what the store throws
    public UnreadEvents(ThreadEvent message, Supplier<List<ThreadEvent>> source) {
        this.message = message;
        this.source = source;
    }

    @Override
    public ThreadEvent get(int index) {
        return all().get(index);
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public ThreadEvent getLast() {
        return message;
    }

    private List<ThreadEvent> all() {
        List<ThreadEvent> known = read;
        if (known != null) {
            return known;
        }
        reading.lock();
        try {
            known = read;
            if (known == null) {
                known = source.get();
                read = known;
            }
            return known;
        } finally {
            reading.unlock();
        }
    }
}
