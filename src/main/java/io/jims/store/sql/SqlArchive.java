package io.jims.store.sql;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ContactCounters;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive.ArchiveReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The [io.jims.store.archive.ThreadArchive] of both databases. Safe for all threads.
public final class SqlArchive {
    /// Threads that are looked at in one step.
    private static final int PAGE = 100;

    /// Events that one transaction deletes: some milliseconds, for which a server has to wait.
    private static final int EVENTS_A_TRANSACTION = 1_000;

    /// Rows that PostgreSQL sends at a time; SQLite hands out each as it is found.
    private static final int FETCHED_ROWS = 200;

    private final ArchiveQueries queries;
    private final ArchiveConnections connections;
    private final KeyedIds ids;
    private final List<Consumer<ThreadId>> listeners = new CopyOnWriteArrayList<>();

    /// @param ids under which a contact is counted
    public SqlArchive(ArchiveQueries queries, ArchiveConnections connections, KeyedIds ids) {
        this.queries = queries;
        this.connections = connections;
        this.ids = ids;
    }

    ArchiveTotals count(String contactId) {
        return connections.read(connection ->
                new ArchiveTotals(
                        number(connection, queries.countThreads(), contactId),
                        number(connection, queries.countEvents(), contactId)));
    }

    ArchiveTotals export(String contactId, ArchiveReader reader) {
        ArchiveTotals told = ArchiveTotals.NONE;
        List<ThreadRow> page = threads(contactId, null);
        while (!page.isEmpty()) {
            for (ThreadRow thread : page) {
                told = told.plus(export(thread, reader));
            }
            page = threads(contactId, page.getLast().threadId());
        }
        return told;
    }

    ArchiveTotals erase(String contactId) {
        ArchiveTotals erased = ArchiveTotals.NONE;
        List<ThreadRow> page = threads(contactId, null);
        while (!page.isEmpty()) {
            List<String> ids = page.stream().map(ThreadRow::threadId).toList();
            erased = erased.plus(deleteSome(ids, null).deleted());
            page = threads(contactId, null);
        }
        forgetCounts(contactId);
        return erased;
    }

    ArchiveTotals erase(ThreadId thread) {
        List<String> id = List.of(Uuid7.compact(thread.value()));
        Step step = deleteSome(id, null);
        ArchiveTotals erased = step.deleted();
        while (step.threads() == 0) {
            step = deleteSome(id, null);
            erased = erased.plus(step.deleted());
        }
        return erased;
    }

    private void forgetCounts(String contactId) {
        UUID any = ContactCounters.anyOf(contactId);
        String first = Uuid7.compact(ids.firstLike(any));
        String last = Uuid7.compact(ids.lastLike(any));
        connections.delete(
                connection -> Queries.update(connection, queries.deleteCounts(), first, last));
    }

    ArchiveTotals eraseSilentSince(Instant then, BooleanSupplier goOn) {
        String time = TimestampText.write(then);
        ArchiveTotals erased = ArchiveTotals.NONE;
        List<Candidate> page = candidates(time, null);
        while (!page.isEmpty() && goOn.getAsBoolean()) {
            List<String> silent =
                    page.stream().filter(Candidate::silent).map(Candidate::threadId).toList();
            while (!silent.isEmpty() && goOn.getAsBoolean()) {
                Step step = deleteSome(silent, time);
                erased = erased.plus(step.deleted());
                silent = silent.subList(step.threads(), silent.size());
            }
            page = candidates(time, page.getLast().threadId());
        }
        return erased;
    }

    void whenErased(Consumer<ThreadId> listener) {
        listeners.add(listener);
    }

    void wipe() {
        connections.wipe();
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

    private ArchiveTotals export(ThreadRow thread, ArchiveReader reader) {
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
                return new ArchiveTotals(1, events);
            }
        });
    }

    private List<Candidate> candidates(String time, @Nullable String after) {
        return connections.read(connection -> {
            try (PreparedStatement query =
                            prepare(
                                    connection,
                                    queries.silentThreads(),
                                    time,
                                    time,
                                    after,
                                    after,
                                    PAGE);
                    ResultSet row = query.executeQuery()) {
                List<Candidate> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(new Candidate(row.getString(1), row.getInt(2) == 1));
                }
                return rows;
            }
        });
    }

    /// Deletes as many of the threads as one transaction takes.
    ///
    /// @param silentSince leaves alone those in which something has happened since; null for none
    private Step deleteSome(List<String> threadIds, @Nullable String silentSince) {
        List<String> gone = new ArrayList<>();
        Step step = deleteSome(threadIds, silentSince, gone);
        gone.stream()
                .flatMap(id -> ThreadId.parse(id).stream())
                .forEach(id -> listeners.forEach(listener -> listener.accept(id)));
        return step;
    }

    /// @param gone gets those that are wholly deleted
    private Step deleteSome(
            List<String> threadIds, @Nullable String silentSince, List<String> gone) {
        return connections.delete(connection -> {
            gone.clear(); // it may be tried again
            ArchiveTotals deleted = ArchiveTotals.NONE;
            int threads = 0;
            for (String id : threadIds) {
                int room = Math.toIntExact(EVENTS_A_TRANSACTION - deleted.events());
                if (begin(connection, id, silentSince)) {
                    deleted = deleted.plus(delete(connection, id, room));
                    gone.add(id);
                }
                if (deleted.events() == EVENTS_A_TRANSACTION) {
                    gone.remove(id); // its last events come next
                    break;
                }
                threads++;
            }
            return new Step(threads, deleted);
        });
    }

    /// Whether the thread is to be deleted: nothing is added to it from now on.
    private boolean begin(Connection connection, String threadId, @Nullable String silentSince)
            throws SQLException {
        number(connection, queries.lockThread(), threadId);
        return silentSince == null
                || number(connection, queries.isSilent(), threadId, silentSince, silentSince) == 1;
    }

    /// Deletes the thread, or only its first events where there is no room for more.
    private ArchiveTotals delete(Connection connection, String threadId, int room)
            throws SQLException {
        int events = Queries.update(connection, queries.deleteEvents(), threadId, threadId, room);
        if (events == room) {
            return new ArchiveTotals(0, events);
        }
        Queries.update(connection, queries.deleteOwed(), threadId);
        connections.remember(connection, threadId);
        int threads = Queries.update(connection, queries.deleteThread(), threadId);
        for (String indexed : queries.deleteIndexed()) {
            Queries.update(connection, indexed, threadId);
        }
        return new ArchiveTotals(threads, events);
    }

    private static long number(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement query = prepare(connection, sql, parameters);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
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

    /// A thread, and whether it may be deleted.
    private record Candidate(String threadId, boolean silent) {}

    /// What one transaction did.
    ///
    /// @param threads how many it is done with
    private record Step(int threads, ArchiveTotals deleted) {}
}
