package io.jims.store.postgres.replicas;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The advisory locks of one session, one for each claimed thread. A lock's key is derived from the
/// thread's id; two threads with the same key would run one after the other. Used by one thread.
final class AdvisoryLocks {
    private static final String RELEASE =
            "SELECT pg_advisory_unlock(key) FROM unnest(?::bigint[]) AS given (key)";

    /// The versions are read after locking, and so include the changes of earlier holders.
    private static final String TAKE =
            """
            SELECT thread FROM unnest(?::text[], ?::bigint[]) AS given (thread, key)
            WHERE pg_try_advisory_lock(key);
            SELECT thread_id::text, version FROM jims_widget_versions
            WHERE thread_id = ANY (?::uuid[])
            """;

    private static final String PROBE =
            """
            SELECT thread FROM unnest(?::text[], ?::bigint[]) AS given (thread, key)
            WHERE CASE WHEN pg_try_advisory_lock(key) THEN pg_advisory_unlock(key) END
            """;
    private static final String IDENTITY =
            """
            SELECT pid::text, backend_start::text FROM pg_stat_activity
            WHERE pid = pg_backend_pid()
            """;
    private static final String END =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ?::int AND backend_start = ?::timestamptz
            """;

    private final Connection connection;
    private final Session session;

    private AdvisoryLocks(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    static AdvisoryLocks of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IDENTITY)) {
            row.next();
            return new AdvisoryLocks(connection, new Session(row.getString(1), row.getString(2)));
        }
    }

    Session session() {
        return session;
    }

    /// Ends an earlier session of this user, which the server may not have noticed to be dead.
    void end(Session other) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, other.pid());
            statement.setString(2, other.begun());
            statement.execute();
        }
    }

    /// Locks those of the threads that no other session has locked.
    ///
    /// @return their versions
    Map<ThreadId, Long> take(Collection<ThreadId> threads) throws SQLException {
        try (PreparedStatement statement = prepare(TAKE, threads)) {
            statement.setArray(3, ids(threads));
            statement.execute();
            Map<ThreadId, Long> versions = new HashMap<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    versions.put(thread(row), 0L);
                }
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    versions.replace(thread(row), row.getLong(2));
                }
            }
            return versions;
        }
    }

    void release(Collection<ThreadId> threads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setArray(1, keys(threads));
            statement.execute();
        }
    }

    /// Those of the threads that no other session has locked.
    Set<ThreadId> free(List<ThreadId> threads) throws SQLException {
        try (PreparedStatement statement = prepare(PROBE, threads);
                ResultSet row = statement.executeQuery()) {
            Set<ThreadId> free = new HashSet<>();
            while (row.next()) {
                free.add(thread(row));
            }
            return free;
        }
    }

    /// Returns if the session is there.
    void check() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private PreparedStatement prepare(String sql, Collection<ThreadId> threads)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, ids(threads));
        statement.setArray(2, keys(threads));
        return statement;
    }

    private Array ids(Collection<ThreadId> threads) throws SQLException {
        String[] ids = threads.stream().map(id -> id.value().toString()).toArray(String[]::new);
        return connection.createArrayOf("text", ids);
    }

    private Array keys(Collection<ThreadId> threads) throws SQLException {
        Long[] keys = threads.stream().map(AdvisoryLocks::key).toArray(Long[]::new);
        return connection.createArrayOf("bigint", keys);
    }

    private static long key(ThreadId thread) {
        UUID id = thread.value();
        return id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17);
    }

    private static ThreadId thread(ResultSet row) throws SQLException {
        return new ThreadId(Uuid7.parse(row.getString(1)).orElseThrow());
    }

    /// A session of the server: numbers of processes are used again, but not at the same time.
    record Session(String pid, String begun) {}
}
