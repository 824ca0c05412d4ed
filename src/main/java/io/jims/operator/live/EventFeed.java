package io.jims.operator.live;

import io.jims.store.StoreException;
import io.jims.store.index.StoredNews;
import io.jims.store.index.ThreadIndex;
import io.jims.store.index.ThreadIndex.Positions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Updates the index, and delivers newly stored events to subscribers, whichever replica stored
/// them. Has a platform thread of its own; safe for all threads.
///
/// The pause between two polls grows with the time that a poll takes, so that a loaded database
/// gets few of them.
public final class EventFeed implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(EventFeed.class.getName());

    static final int KEPT = 2_000;

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /// The pause as a multiple of the poll's duration. While catching up, half of the time is left
    /// for waiting commits.
    private static final int COST_FACTOR = 4;

    private static final int COST_FACTOR_WHILE_BEHIND = 1;

    private final ThreadIndex index;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StoredNews> kept = new ArrayDeque<>();
    private final Thread thread;
    private long last;
    private boolean started;
    private boolean closed;
    private boolean failing;

    public EventFeed(ThreadIndex index) {
        this.index = index;
        this.thread = Thread.ofPlatform().name("jims-operator-feed").daemon().start(this::run);
    }

    /// The newest known position; blocks until the first poll is done.
    public long last() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!started && !closed) {
                changed.await();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// The events after a position; blocks until there are some, or for `wait`.
    ///
    /// @return `isComplete` is false if some of them are no longer kept
    public Told after(long position, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closed && position == last) {
                left = changed.awaitNanos(left);
            }
            long first = kept.isEmpty() ? last + 1 : kept.getFirst().position();
            boolean complete = position <= last && position >= first - 1;
            List<StoredNews> news = kept.stream().filter(one -> one.position() > position).toList();
            return new Told(news, complete, last, closed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed()) {
            pause(poll());
        }
    }

    /// Polls once; returns the pause until the next poll.
    private Duration poll() {
        long begun = System.nanoTime();
        try {
            boolean more = index.update();
            take();
            failing = false;
            Duration cost = Duration.ofNanos(System.nanoTime() - begun);
            Duration pause = cost.multipliedBy(more ? COST_FACTOR_WHILE_BEHIND : COST_FACTOR);
            return more || pause.compareTo(PAUSE) > 0 ? pause : PAUSE;
        } catch (StoreException e) {
            LOGGER.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "the operator's pages are not up to date: " + e.getMessage());
        } catch (RuntimeException e) { // a defect must not end what keeps the pages alive
            LOGGER.log(failing ? Level.DEBUG : Level.ERROR, "the operator's index was not kept", e);
        }
        failing = true;
        return PAUSE_AFTER_FAILURE;
    }

    private void take() {
        if (!started) {
            Positions known = index.positions();
            add(index.news(Math.max(known.first() - 1, known.last() - KEPT), KEPT), known.last());
            return;
        }
        List<StoredNews> news = index.news(last, KEPT);
        if (!news.isEmpty()) {
            add(news, news.getLast().position());
        }
    }

    private void add(List<StoredNews> news, long position) {
        lock.lock();
        try {
            kept.addAll(news);
            while (kept.size() > KEPT) {
                kept.removeFirst();
            }
            last = position;
            started = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            for (long left = time.toNanos();
                    left > 0 && !closed;
                    left = until - System.nanoTime()) {
                changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        } finally {
            lock.unlock();
        }
    }

    /// The events after a position.
    ///
    /// @param isComplete whether none in between is missing
    /// @param last the newest known position
    /// @param isClosed whether no more will follow
    public record Told(List<StoredNews> news, boolean isComplete, long last, boolean isClosed) {}
}
