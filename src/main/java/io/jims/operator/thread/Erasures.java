package io.jims.operator.thread;

import io.jims.store.StoreException;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Runs erasures one after the other on a platform thread: a virtual thread in a database's native
/// code would pin its carrier. Safe for all threads.
public final class Erasures implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Erasures.class.getName());

    private final ThreadArchive archive;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("jims-operator-erasures").daemon().factory());

    public Erasures(ThreadArchive archive) {
        this.archive = archive;
    }

    /// Runs one, and returns when it is done.
    ///
    /// @throws StoreException if it was not, or not whole
    ArchiveTotals run(Function<ThreadArchive, ArchiveTotals> erasure) {
        try {
            return thread.submit(() -> runAndWipe(erasure)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while it was erased", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException known
                    ? new StoreException(String.valueOf(known.getMessage()), known)
                    : new IllegalStateException("an erasure failed", e);
        }
    }

    private ArchiveTotals runAndWipe(Function<ThreadArchive, ArchiveTotals> erasure) {
        ArchiveTotals erased = erasure.apply(archive);
        LOGGER.log(Level.INFO, "erased " + erased + " for the operator");
        try {
            archive.wipe();
        } catch (StoreException e) {
            LOGGER.log(Level.WARNING, e.getMessage());
        }
        return erased;
    }

    /// Waits for the erasure in progress.
    @Override
    public void close() {
        thread.close();
    }
}
