package io.jims.store.postgres;

import io.jims.store.commit.PendingWrite;
import io.jims.store.postgres.replicas.NewsChannel;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.EventRow;
import io.jims.store.sql.ThreadRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes that are stored together: one statement, and so one transaction, one round trip to the
/// server and one flush. Repeating it is safe. Used by one thread.
///
/// @implNote Rows are sorted by their keys, so that two transactions with the same keys lock them
///   in the same order and cannot deadlock.
final class PostgresBatch {
    /// A message is owed an answer only if it is new. One that was stored before has been answered
    /// since, or is still owed; so neither a second try nor another replica has it answered twice.
    ///
    /// Nothing is stored in threads whose version has changed, or that were deleted. The same
    /// transaction notifies the other servers, at most 200 threads in a notification, whose ids fit
    /// in its payload.
    private static final String STORE =
            """
            WITH begun AS (
                INSERT INTO jims_widget_begun (external_id, thread_id)
                SELECT external, thread::uuid
                FROM unnest(?, ?) AS given (external, thread)
                ON CONFLICT (external_id) DO UPDATE SET external_id = excluded.external_id
                RETURNING external_id, thread_id
            ), followed AS (
                INSERT INTO jims_widget_versions AS present (thread_id, version)
                SELECT thread::uuid, coalesce(version::bigint, 0) + 1
                FROM unnest(?, ?, ?) AS given (thread, version, external)
                WHERE (external IS NULL
                        OR (external, thread::uuid) IN (SELECT external_id, thread_id FROM begun))
                    AND (coalesce(version::bigint, 0) = 0
                        OR thread::uuid IN (SELECT thread_id FROM jims_widget_versions))
                ON CONFLICT (thread_id) DO UPDATE SET version = present.version + 1
                WHERE present.version = excluded.version - 1
                    OR present.thread_id = ANY (?::uuid[])
                RETURNING thread_id
            ), new_threads AS (
                INSERT INTO threads
                    (thread_id, contact_id, external_id, created_at, thread_config)
                SELECT thread::uuid, contact, external, created::timestamp, config::jsonb
                FROM unnest(?, ?, ?, ?, ?) AS given (thread, contact, external, created, config)
                JOIN followed ON thread_id = thread::uuid
                ON CONFLICT DO NOTHING
            ), new_events AS (
                INSERT INTO thread_events
                    (thread_id, event_id, created_at, event_type, event_domain, event_name,
                     event_data)
                SELECT thread::uuid, event::uuid, created::timestamp, type, domain, name, data::json
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                    AS given (thread, event, created, type, domain, name, data)
                JOIN followed ON thread_id = thread::uuid
                ON CONFLICT DO NOTHING
                RETURNING thread_id, event_id
            ), owed AS (
                INSERT INTO jims_widget_unanswered (thread_id, event_id)
                SELECT thread_id, event_id
                FROM unnest(?, ?) AS given (thread, event)
                JOIN new_events ON thread_id = thread::uuid AND event_id = event::uuid
                ON CONFLICT DO NOTHING
            ), settled AS (
                DELETE FROM jims_widget_unanswered AS present
                USING unnest(?, ?) AS given (thread, event), followed
                WHERE present.thread_id = thread::uuid AND event_id = event::uuid
                    AND followed.thread_id = thread::uuid
            )
            SELECT string_agg(thread_id::text, ' '),
                   pg_notify(?, ? || string_agg(thread_id::text, ' '))
            FROM (SELECT thread_id, (row_number() OVER () - 1) / 200 AS part FROM followed)
                AS told
            GROUP BY part
            """;

    /// Changes nothing, but waits for the disk as every commit does.
    private static final String TOUCH =
            "UPDATE jims_widget_schema SET version = version WHERE version = 1";

    private static final Comparator<@Nullable String[]> BY_KEY =
            (one, other) -> {
                int order = String.valueOf(one[0]).compareTo(String.valueOf(other[0]));
                return order != 0
                        ? order
                        : String.valueOf(one[1]).compareTo(String.valueOf(other[1]));
            };

    /// Threads and the versions that they must have, or null for any.
    private final Map<String, @Nullable String[]> versions = new HashMap<>();

    private final List<@Nullable String[]> begun = new ArrayList<>();
    private final List<@Nullable String[]> threads = new ArrayList<>();
    private final List<@Nullable String[]> events = new ArrayList<>();
    private final List<@Nullable String[]> settled = new ArrayList<>();

    /// By thread and event, since a message that a later write of the batch completes is not
    /// pending: the parts of a statement do not see each other's rows.
    private final Map<String, @Nullable String[]> owed = new HashMap<>();

    private boolean touched;

    /// @param writes of which those that follow a version are the only ones to their thread, see
    ///   [#mayShare]
    static PostgresBatch of(List<PendingWrite> writes) {
        PostgresBatch batch = new PostgresBatch();
        writes.forEach(write -> batch.add(write.change()));
        return batch;
    }

    /// Whether several writes to this thread may be in one batch.
    static boolean mayShare(EncodedChange one, EncodedChange other) {
        return one.version() == null && other.version() == null;
    }

    /// Stores what follows its thread's version.
    ///
    /// @param sender names this process to those who are notified
    /// @return the ids of the threads to which something was stored
    Set<String> store(Connection connection, String sender) throws SQLException {
        if (touched) {
            try (Statement touch = connection.createStatement()) {
                touch.executeUpdate(TOUCH);
            }
        }
        if (versions.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            Binding binding = new Binding(connection, statement);
            binding.rows(2, begun);
            binding.rows(3, new ArrayList<>(versions.values()));
            binding.ids(
                    versions.values().stream().filter(row -> row[1] == null).map(row -> row[0]));
            binding.rows(5, threads);
            binding.rows(7, events);
            binding.rows(2, new ArrayList<>(owed.values()));
            binding.rows(2, settled);
            binding.text(NewsChannel.NAME);
            binding.text(sender);
            return stored(statement);
        }
    }

    private static Set<String> stored(PreparedStatement statement) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                stored.addAll(List.of(row.getString(1).replace("-", "").split(" ")));
            }
        }
        return stored;
    }

    private void add(EncodedChange rows) {
        touched |= rows.isEmpty();
        if (rows.isEmpty()) {
            return;
        }
        ThreadRow thread = rows.thread();
        String external = rows.version() == null || thread == null ? null : thread.externalId();
        String version = rows.version() == null ? null : rows.version().toString();
        versions.put(rows.threadId(), row(rows.threadId(), version, external));
        if (external != null) {
            begun.add(row(external, rows.threadId()));
        }
        if (thread != null) {
            threads.add(
                    row(
                            thread.threadId(),
                            thread.contactId(),
                            thread.externalId(),
                            thread.createdAt(),
                            thread.config()));
        }
        for (EventRow event : rows.events()) {
            events.add(
                    row(
                            rows.threadId(),
                            event.eventId(),
                            event.createdAt(),
                            event.type(),
                            event.domain(),
                            event.name(),
                            event.data()));
        }
        if (rows.unanswered() != null) {
            owed.put(rows.threadId() + rows.unanswered(), row(rows.threadId(), rows.unanswered()));
        }
        if (rows.answered() != null) {
            owed.remove(rows.threadId() + rows.answered());
            settled.add(row(rows.threadId(), rows.answered()));
        }
    }

    private static @Nullable String[] row(@Nullable String... values) {
        return values;
    }

    /// Fills in a statement's parameters, one after the other.
    private static final class Binding {
        private final Connection connection;
        private final PreparedStatement statement;
        private int parameter = 1;

        Binding(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        void rows(int columns, List<@Nullable String[]> rows) throws SQLException {
            rows.sort(BY_KEY);
            for (int column = 0; column < columns; column++) {
                @Nullable String[] values = new @Nullable String[rows.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.get(i)[column];
                }
                array(values);
            }
        }

        void ids(Stream<@Nullable String> ids) throws SQLException {
            array(ids.toArray(String[]::new));
        }

        void text(String value) throws SQLException {
            statement.setString(parameter++, value);
        }

        private void array(@Nullable String[] values) throws SQLException {
            statement.setArray(parameter++, connection.createArrayOf("text", values));
        }
    }
}
