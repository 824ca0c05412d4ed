package io.jims.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes that are stored together or not at all: one statement, and so one transaction, one trip
/// to the server and one wait for its disk. Storing it again is harmless. Used by one thread.
///
/// @implNote Rows are sorted by their keys, so that two transactions with the same keys wait for
///   each other in the same order and never in a circle.
final class PostgresBatch {
    /// A message is owed an answer only if it is new. One that was stored before has been answered
    /// since, or is still owed; so neither a second try nor another replica has it answered twice.
    private static final String STORE =
            """
            WITH new_threads AS (
                INSERT INTO threads
                    (thread_id, contact_id, external_id, created_at, thread_config)
                SELECT thread::uuid, contact, external, created::timestamp, config::jsonb
                FROM unnest(?, ?, ?, ?, ?) AS given (thread, contact, external, created, config)
                ON CONFLICT DO NOTHING
            ), new_events AS (
                INSERT INTO thread_events
                    (thread_id, event_id, created_at, event_type, event_domain, event_name,
                     event_data)
                SELECT thread::uuid, event::uuid, created::timestamp, type, domain, name, data::json
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                    AS given (thread, event, created, type, domain, name, data)
                ON CONFLICT DO NOTHING
                RETURNING thread_id, event_id
            ), owed AS (
                INSERT INTO jims_widget_unanswered (thread_id, event_id)
                SELECT thread_id, event_id
                FROM unnest(?, ?) AS given (thread, event)
                JOIN new_events ON thread_id = thread::uuid AND event_id = event::uuid
                ON CONFLICT DO NOTHING
            )
            DELETE FROM jims_widget_unanswered
            USING unnest(?, ?) AS given (thread, event)
            WHERE thread_id = thread::uuid AND event_id = event::uuid
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

    private final List<@Nullable String[]> threads = new ArrayList<>();
    private final List<@Nullable String[]> events = new ArrayList<>();
    private final List<@Nullable String[]> settled = new ArrayList<>();

    /// By thread and event, since what is settled behind it in the same batch is owed no more: the
    /// parts of a statement do not see each other's rows.
    private final Map<String, @Nullable String[]> owed = new HashMap<>();

    private boolean touched;

    static PostgresBatch of(List<Write> writes) {
        PostgresBatch batch = new PostgresBatch();
        writes.forEach(write -> batch.add(write.rows()));
        return batch;
    }

    void store(Connection connection) throws SQLException {
        if (touched) {
            try (Statement touch = connection.createStatement()) {
                touch.executeUpdate(TOUCH);
            }
        }
        if (threads.isEmpty() && events.isEmpty() && owed.isEmpty() && settled.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            int parameter = 1;
            parameter = bind(connection, statement, parameter, 5, threads);
            parameter = bind(connection, statement, parameter, 7, events);
            parameter = bind(connection, statement, parameter, 2, new ArrayList<>(owed.values()));
            bind(connection, statement, parameter, 2, settled);
            statement.executeUpdate();
        }
    }

    private void add(ChangeRows rows) {
        ThreadRow thread = rows.thread();
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
        touched |= rows.isEmpty();
    }

    private static int bind(
            Connection connection,
            PreparedStatement statement,
            int first,
            int columns,
            List<@Nullable String[]> rows)
            throws SQLException {
        rows.sort(BY_KEY);
        for (int column = 0; column < columns; column++) {
            @Nullable String[] values = new @Nullable String[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i)[column];
            }
            statement.setArray(first + column, connection.createArrayOf("text", values));
        }
        return first + columns;
    }

    private static @Nullable String[] row(@Nullable String... values) {
        return values;
    }
}
