package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.StoreException;
import io.jims.core.ThreadChange;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.ThreadStore;
import io.jims.core.Uuid7;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Threads in one SQLite file, which other processes may use at the same time. Safe for all
/// threads.
///
/// What [#append] and [#create] acknowledge survives the loss of power: it is in the write-ahead
/// log, and that is on disk. Where they throw, nothing was stored, interrupts included: a caller
/// that is interrupted after its transaction has begun gets a normal return with the interrupt
/// restored. A disk that fails while it commits is the one exception; writing the same events again
/// is always harmless.
public final class SqliteThreadStore implements ThreadStore {
    private final SqliteFile file;
    private final SqliteWriter writer;
    private final SqliteReaders readers;

    private SqliteThreadStore(SqliteFile file, SqliteWriter writer, SqliteReaders readers) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
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
        SqliteFile database = new SqliteFile(file, options);
        database.requireUsable();
        try {
            return open(database, options);
        } catch (SQLException e) {
            throw database.errors().explain("open", e);
        } catch (IllegalStateException e) {
            throw database.errors().explain("open", String.valueOf(e.getMessage()));
        }
    }

    private static SqliteThreadStore open(SqliteFile database, SqliteOptions options)
            throws SQLException {
        List<Connection> opened = new ArrayList<>();
        try {
            Connection writing = database.openForWriting();
            opened.add(writing);
            List<Connection> reading = new ArrayList<>();
            for (int i = 0; i < options.readers(); i++) {
                reading.add(database.openForReading());
                opened.add(reading.getLast());
            }
            SqliteTransactions transactions = new SqliteTransactions(writing);
            SqliteErrors errors = database.errors();
            return new SqliteThreadStore(
                    database,
                    new SqliteWriter(transactions, errors, options.waitingWrites()),
                    new SqliteReaders(reading, errors, options.waitingReads()));
        } catch (SQLException | RuntimeException e) {
            for (Connection connection : opened.reversed()) {
                connection.close();
            }
            throw e;
        }
    }

    @Override
    public Optional<ChatThread> find(ThreadId id) {
        String threadId = Uuid7.compact(id.value());
        Optional<ThreadRow> row =
                readers.read(connection -> SqliteQueries.thread(connection, threadId));
        return decode(() -> row.map(found -> found.toThread(id)));
    }

    @Override
    public List<ThreadEvent> events(ThreadId id, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        String threadId = Uuid7.compact(id.value());
        List<EventRow> newestFirst =
                readers.read(connection -> SqliteQueries.newestEvents(connection, threadId, limit));
        return decode(() -> newestFirst.reversed().stream().map(EventRow::toEvent).toList());
    }

    @Override
    public void store(ThreadChange change) {
        writer.write(() -> new Write(ChangeRows.of(change)));
    }

    @Override
    public Optional<ChatThread> findByExternalId(String externalId) {
        Optional<ThreadRow> row =
                readers.read(
                        connection -> SqliteQueries.threadByExternalId(connection, externalId));
        return decode(() -> row.map(ThreadRow::toThread));
    }

    @Override
    public Set<UUID> unanswered(ThreadId id) {
        String threadId = Uuid7.compact(id.value());
        List<String> ids =
                readers.read(connection -> SqliteQueries.unanswered(connection, threadId));
        return ids.stream()
                .flatMap(eventId -> Uuid7.parse(eventId).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<ChatThread> threadsOwingAnswers(int limit) {
        List<ThreadRow> rows =
                readers.read(connection -> SqliteQueries.threadsOwingAnswers(connection, limit));
        return decode(() -> rows.stream().map(ThreadRow::toThread).toList());
    }

    /// Looks for the file, reads from it and has a row written to the disk, which other writes
    /// share.
    @Override
    public void check() {
        file.requirePresent();
        readers.read(SqliteQueries::probe);
        writer.write(() -> new Write(ChangeRows.NONE));
    }

    @Override
    public void close() {
        // The last connection to be closed removes the write-ahead log, and only a writing one can.
        readers.close();
        writer.close();
    }

    private <T> T decode(Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (IllegalArgumentException e) {
            throw file.errors().explain("read", "a row has been damaged: " + e.getMessage());
        }
    }
}
