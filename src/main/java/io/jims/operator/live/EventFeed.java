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

/// Keeps the index up to date, and tells those who wait what was stored, here or by another
/// replica. Has a platform thread of its own; safe for all threads.
///
/// The pause between two looks grows with what a look costs, so that a database under load is
/// little disturbed.
public final class EventFeed implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(EventFeed.class.getName());

    static final int KEPT = 2_000;

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /// How long is paused for what a look takes: on a long way, half of the time belongs to the
    /// commits that wait meanwhile.
    private static final int COSTS = 4;

    private static final int COSTS_ON_THE_WAY = 1;

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

    /// The last position that is known.
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

    /// What was stored behind a position, at once or when there is something.
    ///
    /// @return `isComplete` false where some of it is not known any more
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
            pause(look());
        }
    }

    /// Returns how long to wait for the next one.
    private Duration look() {
        long begun = System.nanoTime();
        try {
            boolean more = index.update();
            take();
            failing = false;
            Duration cost = Duration.ofNanos(System.nanoTime() - begun);
            Duration pause = cost.multipliedBy(more ? COSTS_ON_THE_WAY : COSTS);
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

    /// What has been stored since a position.
    ///
    /// @param isComplete whether nothing in between is missing
    /// @param last the last position that is known
    /// @param isClosed whether nothing follows
    public record Told(List<StoredNews> news, boolean isComplete, long last, boolean isClosed) {}
}
