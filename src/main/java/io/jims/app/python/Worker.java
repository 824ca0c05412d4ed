package io.jims.app.python;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps one host process running: starts it, watches it, and restarts it when it has ended, each
/// time after a longer pause. Safe for all threads.
final class Worker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// After running this long, a process's next restart has the first pause again.
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private static final Duration LONGEST_PING_INTERVAL = Duration.ofSeconds(5);

    private final String label;
    private final Interpreter python;
    private final String app;
    private final PythonSettings settings;
    private final Thread supervisor;
    private final AtomicLong restarts = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable HostProcess host;
    private HostReply.@Nullable Ready ready;
    private @Nullable PythonStartException trouble;
    private int failedStarts;
    private boolean closed;

    Worker(int number, Interpreter python, String app, PythonSettings settings) {
        this.label = "python " + number;
        this.python = python;
        this.app = app;
        this.settings = settings;
        this.supervisor = Thread.ofVirtual().name(label).unstarted(this::supervise);
    }

    /// Starts the first process.
    void start() {
        supervisor.start();
    }

    /// What the first process reported about the app.
    ///
    /// @throws PythonStartException if it does not start
    HostReply.Ready awaitFirst() throws InterruptedException {
        lock.lock();
        try {
            awaitHostOrFailure(0);
            return Objects.requireNonNull(ready);
        } finally {
            lock.unlock();
        }
    }

    /// The process; if there is none, waits for the next one.
    ///
    /// @throws PythonStartException if that does not start
    HostProcess awaitHost() throws InterruptedException {
        lock.lock();
        try {
            return awaitHostOrFailure(failedStarts);
        } finally {
            lock.unlock();
        }
    }

    /// The process, if it can answer now.
    @Nullable HostProcess host() {
        lock.lock();
        try {
            return host;
        } finally {
            lock.unlock();
        }
    }

    long restarts() {
        return restarts.get();
    }

    /// Ends the process. Returns when it has ended.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HostProcess awaitHostOrFailure(int failures) throws InterruptedException {
        while (host == null && !closed && failedStarts == failures) {
            changed.await();
        }
        if (host != null) {
            return host;
        }
        throw trouble == null ? new PythonStartException("the app is closed") : trouble;
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long start = System.nanoTime();
                runOnce(pause);
                boolean healthy = System.nanoTime() - start > HEALTHY.toNanos();
                Thread.sleep(healthy ? FIRST_PAUSE : pause);
                pause = healthy ? FIRST_PAUSE : longer(pause);
                restarts.incrementAndGet();
            }
        } catch (InterruptedException e) {
            set(null, null); // closed
        }
    }

    /// From one start to the process's end.
    private void runOnce(Duration pause) throws InterruptedException {
        HostProcess started = null;
        try {
            started = HostProcess.start(python, app, settings, label);
            HostReply.Ready loaded = started.awaitReady(settings.startTimeout());
            LOG.log(INFO, label + " has loaded " + app + ", process " + started.pid());
            set(started, loaded);
            watch(started);
            set(null, loaded);
            LOG.log(WARNING, label + ": " + started.failRuns() + "; it is started again");
        } catch (PythonStartException e) {
            fail(e, pause);
        } catch (InterruptedException e) {
            set(null, null);
            if (started != null) {
                started.close();
                started.failRuns();
            }
            throw e;
        }
    }

    /// Until it has ended, or was ended for being silent too long.
    private void watch(HostProcess process) throws InterruptedException {
        Duration stall = settings.stallTimeout();
        Duration interval = stall.dividedBy(4);
        if (interval.compareTo(LONGEST_PING_INTERVAL) > 0) {
            interval = LONGEST_PING_INTERVAL;
        }
        process.ping();
        while (!process.awaitEnd(interval)) {
            if (process.silence().compareTo(stall.plus(interval)) > 0) {
                LOG.log(
                        WARNING,
                        label
                                + ": the app has blocked the event loop for longer than "
                                + stall.toMillis()
                                + " ms (--python-stall-timeout); it is ended");
                process.kill();
            }
            process.ping();
        }
    }

    private void fail(PythonStartException reason, Duration pause) {
        lock.lock();
        try {
            if (ready != null) { // else whoever starts the app is told
                String next = "; next try in " + pause.toMillis() + " ms";
                LOG.log(WARNING, label + " does not start: " + reason.getMessage() + next);
            }
            trouble = reason;
            failedStarts++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void set(@Nullable HostProcess current, HostReply.@Nullable Ready loaded) {
        lock.lock();
        try {
            host = current;
            ready = loaded == null ? ready : loaded;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
