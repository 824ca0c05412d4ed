package io.jims.conversation;

import io.jims.conversation.work.Workers;
import io.jims.observe.RareLine;
import io.jims.store.ErasedThreadException;
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// The time in which the database fails what visitors ask for. The log has a line when it begins
/// and one when it is over, and what fails in between is counted: clients go on asking, and would
/// fill the log otherwise. Safe for all threads.
public final class StoreOutage {
    private static final Logger LOGGER = System.getLogger(StoreOutage.class.getName());

    /// How long nothing may have failed before it is over.
    private static final Duration CALM = Duration.ofSeconds(5);

    private final ThreadStore store;
    private final Workers workers;
    private final Duration calm;
    private final RareLine refused = new RareLine(LOGGER, Level.ERROR);
    private final AtomicBoolean present = new AtomicBoolean();
    private final LongAdder count = new LongAdder();
    private volatile long lastAt;

    /// @param workers whose draining ends the watch for the store's return
    public StoreOutage(ThreadStore store, Workers workers) {
        this(store, workers, CALM);
    }

    StoreOutage(ThreadStore store, Workers workers, Duration calm) {
        this.store = store;
        this.workers = workers;
        this.calm = calm;
    }

    /// Takes note of something that the store did not do.
    public void met(StoreException failure) {
        if (isAboutOneThread(failure)) {
            refused.log("The database refused to store something", failure);
            return;
        }
        lastAt = System.nanoTime();
        count.increment();
        if (present.compareAndSet(false, true)) {
            LOGGER.log(
                    Level.ERROR,
                    "conversations cannot be read or saved; what fails is counted until they can",
                    failure);
            Thread.ofVirtual().name("store outage").start(this::awaitEnd);
        }
    }

    /// The store works, and goes on working for others.
    private static boolean isAboutOneThread(StoreException failure) {
        return failure instanceof RefusedRowsException
                || failure instanceof ErasedThreadException
                || failure instanceof StaleThreadException;
    }

    private void awaitEnd() {
        try {
            while (!workers.draining()) {
                Thread.sleep(calm);
                if (System.nanoTime() - lastAt >= calm.toNanos() && works()) {
                    present.set(false);
                    LOGGER.log(
                            Level.INFO,
                            "conversations are read and saved again; {0} requests failed",
                            String.valueOf(count.sumThenReset()));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the store can be read and written again.
    boolean works() {
        try {
            store.check();
            return true;
        } catch (RuntimeException e) { // a defect must not end the watch, and with it its lines
            LOGGER.log(Level.DEBUG, "The store does not work yet", e);
            return false;
        }
    }
}
