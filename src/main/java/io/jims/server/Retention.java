package io.jims.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.store.StoreException;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Deletes conversations without recent activity, at its start and then every hour, on a platform
/// thread of its own. Several servers may do it at once. Any thread may close it.
final class Retention implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Retention.class.getName());
    private static final Duration PAUSE = Duration.ofHours(1);

    private final ThreadArchive archive;
    private final Duration kept;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// @param kept how long a conversation is kept after its last event
    Retention(ThreadArchive archive, Duration kept) {
        this(archive, kept, PAUSE);
    }

    /// @param pause between two deletions
    Retention(ThreadArchive archive, Duration kept, Duration pause) {
        this.archive = archive;
        this.kept = kept;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("jims-retention").daemon().start(this::run);
    }

    /// Returns when the step in progress has ended, or with the interrupt restored.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                sweep();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) { // nobody does, but then it is to end
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            ArchiveTotals erased =
                    archive.eraseSilentSince(
                            Instant.now().minus(kept), () -> closed.getCount() > 0);
            if (!erased.equals(ArchiveTotals.NONE)) {
                LOG.log(INFO, "deleted " + erased + ", older than --retention");
                archive.wipe();
            }
        } catch (StoreException e) {
            LOG.log(WARNING, "old conversations are tried again in an hour: " + e.getMessage());
        } catch (RuntimeException e) { // a defect must not end what promises are kept by
            LOG.log(ERROR, "old conversations are tried again in an hour", e);
        }
    }
}
