package io.jims.store.sqlite;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.store.commit.UninterruptibleWait;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Checkpoints the write-ahead log concurrently with the writer: a pause after the last commit, and
/// after each such pause while commits continue. So a log that is lost, or forgotten in a copy,
/// costs little, and an idle database is complete without it. The log is truncated when idle.
///
/// @implNote It never waits for a lock, and a passive checkpoint blocks neither writers nor
///   readers. Under load, commits only pay for the rest at SQLite's own checkpoint.
final class Checkpointer implements WalFlusher.Disk {
    private static final System.Logger LOGGER = System.getLogger(Checkpointer.class.getName());

    private final WalFlusher.Disk disk;
    private final Connection connection;
    private final Duration pause;
    private final SqliteErrors errors;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean flushed;
    private boolean ended;

    /// @param disk flushed and closed with this
    /// @param connection closed with this; its busy timeout is 0
    /// @param pause see [SqliteOptions#checkpointPause]
    Checkpointer(WalFlusher.Disk disk, Connection connection, Duration pause, SqliteErrors errors) {
        this.disk = disk;
        this.connection = connection;
        this.pause = pause;
        this.errors = errors;
        this.thread = Thread.ofPlatform().name("jims-store-checkpointer").daemon().start(this::run);
    }

    @Override
    public void flush() throws IOException {
        try {
            disk.flush();
        } catch (Throwable e) { // a gap in the log must not get into the database
            tell(true);
            throw e;
        }
        tell(false);
    }

    @Override
    public void checkPlace() throws IOException {
        try {
            disk.checkPlace();
        } catch (IOException e) {
            tell(true);
            throw e;
        }
    }

    /// Returns when the checkpoint under way has ended.
    @Override
    public void close() throws IOException {
        tell(true);
        UninterruptibleWait.until(() -> thread.join(Duration.ofHours(1)));
        disk.close();
    }

    private void tell(boolean isEnd) {
        lock.lock();
        try {
            flushed = true;
            ended |= isEnd;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try (connection;
                Statement statement = connection.createStatement()) {
            boolean isNew = true;
            while (awaitFlush()) {
                isNew = checkpoint(statement, isNew);
            }
        } catch (SQLException e) {
            LOGGER.log(DEBUG, "the connection that makes checkpoints ended", e);
        }
    }

    /// Waits for a commit and a while longer; false at the end.
    private boolean awaitFlush() {
        lock.lock();
        try {
            while (!flushed) {
                changed.awaitUninterruptibly();
            }
            flushed = false;
            long left = pause.toNanos();
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        } finally {
            lock.unlock();
        }
    }

    /// @param warns whether a failure is news
    /// @return whether the next failure is
    private boolean checkpoint(Statement statement, boolean warns) {
        try {
            if (run(statement, "PASSIVE") && !isBusy()) {
                run(statement, "TRUNCATE");
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            String reason = e instanceof SQLException error ? errors.meaning(error) : e.toString();
            LOGGER.log(
                    warns ? WARNING : DEBUG,
                    "the write-ahead log of "
                            + errors.database()
                            + " is not copied into it at present: "
                            + reason);
            return false;
        }
    }

    private boolean isBusy() {
        lock.lock();
        try {
            return flushed;
        } finally {
            lock.unlock();
        }
    }

    /// Returns whether all of the log has been copied.
    private static boolean run(Statement statement, String mode) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() && row.getInt(1) == 0 && row.getInt(2) == row.getInt(3);
        }
    }
}
