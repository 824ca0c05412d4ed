package io.jims.store.sqlite;

import io.jims.observe.StoreObserver;
import io.jims.store.DailyCounts;
import io.jims.store.DatabaseState;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.store.commit.PendingWrite;
import io.jims.store.index.ThreadIndex;
import io.jims.store.sql.ArchiveQueries;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.KeyedIds;
import io.jims.store.sql.Queries;
import io.jims.store.sql.SqlArchive;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.index.SqlThreadIndex;
import io.jims.store.sqlite.file.LastWrite;
import io.jims.store.sqlite.file.ServerLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Threads in one SQLite file, which other processes may use at the same time. Safe for all
/// threads.
///
/// What [#append] and [#create] acknowledge survives a power failure: it is in the write-ahead log,
/// flushed to disk. It may be readable a moment earlier. If they throw, nothing was stored, even
/// after an interrupt: a caller interrupted after its transaction has begun returns normally, with
/// the interrupt restored. The one exception is a disk that fails during a commit; writing the same
/// events again is always safe.
public final class SqliteThreadStore extends SqlThreadStore {
    private static final int INDEX_READS_WAITING = 64;

    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final SqliteCounts counts;
    private final @Nullable ServerLock lock;
    private final SqliteFile file;

    private SqliteThreadStore(
            SqliteFile file,
            SqliteWriter writer,
            SqliteReaders readers,
            @Nullable ServerLock lock) {
        KeyedIds ids = new KeyedIds(readers, file.errors());
        super(
                SqliteQueries.QUERIES,
                readers,
                file.errors(),
                new SqlArchive(ArchiveQueries.SQLITE, new SqliteArchiveConnections(file), ids));
        this.lock = lock;
        this.file = file;
        this.writer = writer;
        this.readers = readers;
        this.counts = new SqliteCounts(writer, readers, ids);
    }

    /// Opens the file with the bounds that the server uses.
    ///
    /// @throws StoreException see [#open(Path, SqliteOptions)]
    public static SqliteThreadStore open(Path file) {
        return open(file, SqliteOptions.DEFAULT);
    }

    /// Opens the file, making it or completing its tables where needed.
    ///
    /// @throws StoreException if it cannot be used, saying why and what to do
    public static SqliteThreadStore open(Path file, SqliteOptions options) {
        return open(file, options, StoreObserver.NONE);
    }

    /// Opens the file for a server, making it or completing its tables where needed.
    ///
    /// @throws StoreException if it cannot be used, or another server of ours uses it; it says why
    ///   and what to do
    public static SqliteThreadStore open(Path file, SqliteOptions options, StoreObserver observer) {
        SqliteFile database = new SqliteFile(file, options);
        database.requireUsable();
        ServerLock lock = database.lock();
        try {
            return open(database, options, observer, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Opens a file that a server has made, and may be using.
    ///
    /// @throws StoreException if it cannot be used, saying why and what to do
    public static SqliteThreadStore openBeside(Path file, SqliteOptions options) {
        SqliteFile database = new SqliteFile(file, options);
        database.requireMade();
        database.requireUsable();
        return open(database, options, StoreObserver.NONE, null);
    }

    /// Checks whether a server could open the file now, and changes nothing.
    ///
    /// @throws StoreException if it could not, saying why and what to do
    public static DatabaseState look(Path file, SqliteOptions options) {
        SqliteFile database = new SqliteFile(file, options);
        database.requireUsable();
        try {
            return new DatabaseState(database.schema(), Duration.ZERO, "");
        } catch (SQLException e) {
            throw database.errors().explain("open", e);
        } catch (IllegalStateException e) {
            throw database.errors().explain("open", String.valueOf(e.getMessage()));
        }
    }

    private static SqliteThreadStore open(
            SqliteFile database,
            SqliteOptions options,
            StoreObserver observer,
            @Nullable ServerLock lock) {
        try {
            return connect(database, options, observer, lock);
        } catch (SQLException e) {
            throw database.errors().explain("open", e);
        } catch (IllegalStateException e) {
            throw database.errors().explain("open", String.valueOf(e.getMessage()));
        }
    }

    private static SqliteThreadStore connect(
            SqliteFile database,
            SqliteOptions options,
            StoreObserver observer,
            @Nullable ServerLock lock)
            throws SQLException {
        List<Connection> opened = new ArrayList<>();
        try {
            Connection writing = database.openForWriting();
            opened.add(writing);
            if (lock != null) {
                database.tellIfLess(writing, lock);
            }
            List<Connection> reading = new ArrayList<>();
            for (int i = 0; i < options.readers(); i++) {
                reading.add(database.openForReading());
                opened.add(reading.getLast());
            }
            Connection checkpoints = database.openForCheckpoints();
            opened.add(checkpoints);
            SqliteTransactions transactions = new SqliteTransactions(writing);
            SqliteErrors errors = database.errors();
            return new SqliteThreadStore(
                    database,
                    new SqliteWriter(
                            transactions,
                            new Checkpointer(
                                    database.openLog(writing),
                                    checkpoints,
                                    options.checkpointPause(),
                                    errors),
                            errors,
                            options.waitingWrites(),
                            observer,
                            change -> keepLast(lock, change)),
                    new SqliteReaders(reading, errors, options.waitingReads()),
                    lock);
        } catch (SQLException | RuntimeException e) {
            for (Connection connection : opened.reversed()) {
                connection.close();
            }
            throw e;
        }
    }

    private static void keepLast(@Nullable ServerLock lock, EncodedChange change) {
        if (lock != null) {
            lock.keep(new LastWrite(change.threadId(), change.events().getLast().eventId()));
        }
    }

    @Override
    public void store(ThreadChange change) {
        writer.write(() -> new PendingWrite(EncodedChange.of(change)));
    }

    @Override
    public DailyCounts dailyCounts() {
        return counts;
    }

    /// With a connection and a thread of its own to read.
    @Override
    public ThreadIndex openIndex() {
        try {
            SqliteReaders reading =
                    new SqliteReaders(
                            List.of(file.openForReading()), file.errors(), INDEX_READS_WAITING);
            return new SqlThreadIndex(
                    new SqliteIndexDialect(reading, new SqliteArchiveConnections(file)), reading);
        } catch (SQLException e) {
            throw file.errors().explain("open", e);
        }
    }

    /// Looks whether the file is the same, reads from it and has a row written to the disk, which
    /// other writes share.
    @Override
    public void check() {
        writer.requirePlace();
        readers.read(Queries::probe);
        writer.write(() -> new PendingWrite(EncodedChange.NONE));
    }

    @Override
    public void close() {
        // The last connection to be closed removes the write-ahead log, and only a writing one can.
        readers.close();
        writer.close();
        if (lock != null) {
            if (writer.isSound()) {
                lock.forgetLast();
            }
            lock.close();
        }
    }
}
