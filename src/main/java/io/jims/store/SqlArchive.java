package io.jims.store;

import io.jims.core.Holdings;
import io.jims.core.ThreadArchive.ArchiveReader;
import io.jims.core.ThreadId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The work of a [io.jims.core.ThreadArchive], the same on every database. Safe for all threads.
final class SqlArchive {
    /// Threads that are looked at in one step.
    private static final int PAGE = 100;

    /// Events that one transaction deletes: some milliseconds, for which a server has to wait.
    private static final int EVENTS_A_TRANSACTION = 1_000;

    /// Rows that PostgreSQL sends at a time; SQLite hands out each as it is found.
    private static final int FETCHED_ROWS = 200;

    private final ArchiveQueries queries;
    private final ArchiveConnections connections;

    SqlArchive(ArchiveQueries queries, ArchiveConnections connections) {
        this.queries = queries;
        this.connections = connections;
    }

    Holdings count(String contactId) {
        return connections.read(connection ->
                new Holdings(
                        number(connection, queries.countThreads(), contactId),
                        number(connection, queries.countEvents(), contactId)));
    }

    Holdings export(String contactId, ArchiveReader reader) {
        Holdings told = Holdings.NONE;
        List<ThreadRow> page = threads(contactId, null);
        while (!page.isEmpty()) {
            for (ThreadRow thread : page) {
                told = told.plus(export(thread, reader));
            }
            page = threads(contactId, page.getLast().threadId());
        }
        return told;
    }

    Holdings erase(String contactId) {
        Holdings erased = Holdings.NONE;
        List<ThreadRow> page = threads(contactId, null);
        while (!page.isEmpty()) {
            List<String> ids = page.stream().map(ThreadRow::threadId).toList();
            erased = erased.plus(connections.delete(connection -> deleteSome(connection, ids)));
            page = threads(contactId, null);
        }
        connections.wipe();
        return erased;
    }

    private List<ThreadRow> threads(String contactId, @Nullable String after) {
        return connections.read(connection -> {
            try (PreparedStatement query =
                            prepare(connection, queries.threads(), contactId, after, after, PAGE);
                    ResultSet row = query.executeQuery()) {
                List<ThreadRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(Queries.threadRow(row));
                }
                return rows;
            }
        });
    }

    private Holdings export(ThreadRow thread, ArchiveReader reader) {
        ThreadId id = thread.readId();
        reader.thread(thread.toThread(id));
        return connections.read(connection -> {
            try (PreparedStatement query =
                            prepare(connection, queries.events(), thread.threadId());
                    ResultSet row = query.executeQuery()) {
                long events = 0;
                while (row.next()) {
                    reader.event(id, Queries.eventRow(row).toEvent());
                    events++;
                }
                return new Holdings(1, events);
            }
        });
    }

    /// Deletes as many of the threads as one transaction takes.
    private Holdings deleteSome(Connection connection, List<String> threadIds) throws SQLException {
        Holdings deleted = Holdings.NONE;
        for (String id : threadIds) {
            int room = Math.toIntExact(EVENTS_A_TRANSACTION - deleted.events());
            deleted = deleted.plus(delete(connection, id, room));
            if (deleted.events() == EVENTS_A_TRANSACTION) {
                return deleted;
            }
        }
        return deleted;
    }

    /// Deletes the thread, or only its first events where there is no room for more.
    private Holdings delete(Connection connection, String threadId, int room) throws SQLException {
        number(connection, queries.lockThread(), threadId);
        int events = update(connection, queries.deleteEvents(), threadId, threadId, room);
        if (events == room) {
            return new Holdings(0, events);
        }
        update(connection, queries.deleteOwed(), threadId);
        return new Holdings(update(connection, queries.deleteThread(), threadId), events);
    }

    private static long number(Connection connection, String sql, String parameter)
            throws SQLException {
        try (PreparedStatement query = prepare(connection, sql, parameter);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static int update(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCHED_ROWS);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
