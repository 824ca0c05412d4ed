package io.jims.upload;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.ThreadId;
import io.jims.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Deletes orphaned files: partial files of a process that died, files that were never sent, and
/// those of deleted threads whose files could not be deleted then. At its start, then every hour,
/// on a platform thread of its own. Several servers may do it at once. Any thread may close it.
public final class UploadSweep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UploadSweep.class.getName());
    private static final Duration PAUSE = Duration.ofHours(1);

    /// Longer than the slowest upload takes, and than a message from its file to its thread.
    static final Duration UNDER_WAY = Duration.ofHours(1);

    /// A visitor without a network may take a day to send the message.
    static final Duration UNSENT = Duration.ofHours(24);

    /// So many threads that are all unknown are another database's, not deleted ones.
    static final int SUSPICIOUS = 10;

    private final UploadDirectory directory;
    private final Predicate<ThreadId> exists;
    private final InstantSource clock;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// @param exists whether the database has a thread; may throw [StoreException]
    public UploadSweep(UploadDirectory directory, Predicate<ThreadId> exists, InstantSource clock) {
        this(directory, exists, clock, PAUSE);
    }

    /// @param pause between two sweeps
    UploadSweep(
            UploadDirectory directory,
            Predicate<ThreadId> exists,
            InstantSource clock,
            Duration pause) {
        this.pause = pause;
        this.directory = directory;
        this.exists = exists;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("jims-upload-sweep").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Returns when the step under way has ended, or with the interrupt restored.
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
                sweepOrTell();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) { // nobody does, but then it is to end
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOrTell() {
        try {
            sweep();
        } catch (IOException | StoreException e) {
            LOG.log(WARNING, "orphaned files are tried again in an hour: " + e.getMessage());
        } catch (RuntimeException e) { // a defect must not end what promises are kept by
            LOG.log(ERROR, "orphaned files are tried again in an hour", e);
        }
    }

    void sweep() throws IOException {
        Instant now = clock.instant();
        int unsent = directory.deleteUnsent(now.minus(UNDER_WAY), now.minus(UNSENT));
        List<ThreadId> old = directory.threadsBefore(now.minus(UNDER_WAY));
        List<ThreadId> orphaned = new ArrayList<>();
        for (ThreadId thread : old) {
            if (closed.getCount() == 0) {
                return;
            }
            if (!exists.test(thread)) {
                orphaned.add(thread);
            }
        }
        if (orphaned.size() == old.size() && old.size() >= SUSPICIOUS) {
            LOG.log(
                    ERROR,
                    "none of {0} conversations with files is in the database: does --uploads"
                            + " belong to another --db? Nothing is deleted; delete the directory by"
                            + " hand where it is not needed",
                    orphaned.size());
            return;
        }
        for (ThreadId thread : orphaned) {
            directory.erase(thread);
        }
        if (unsent + orphaned.size() > 0) {
            LOG.log(
                    INFO,
                    "deleted {0} files that were never sent, and those of {1} conversations that"
                            + " are gone",
                    unsent,
                    orphaned.size());
        }
    }
}
