package io.jims.store.sqlite;

import io.jims.store.sql.EventRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;

/// Inserts rows of `thread_events`, several with one statement. Used by one thread.
public final class EventInserts {
    /// Eight rows a statement take a fifth off the time of a row; more take off no more.
    private static final int GROUP_SIZE = 8;

    private static final String INSERT =
            """
            INSERT INTO thread_events
                (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
            VALUES %s
            ON CONFLICT DO NOTHING
            """;
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?)";

    /// The statements that the constructor takes.
    public static final String ONE = INSERT.formatted(ROW);

    public static final String GROUP =
            INSERT.formatted(String.join(", ", Collections.nCopies(GROUP_SIZE, ROW)));

    private final PreparedStatement one;
    private final PreparedStatement group;
    private final String[] threadIds = new String[GROUP_SIZE];
    private final EventRow[] rows = new EventRow[GROUP_SIZE];
    private int size;

    public EventInserts(PreparedStatement one, PreparedStatement group) {
        this.one = one;
        this.group = group;
    }

    /// Inserts the row, at the latest in [#flush].
    public void add(String threadId, EventRow row) throws SQLException {
        threadIds[size] = threadId;
        rows[size] = row;
        size++;
        if (size == GROUP_SIZE) {
            size = 0;
            int parameter = 1;
            for (int i = 0; i < GROUP_SIZE; i++) {
                parameter = bind(group, parameter, i);
            }
            group.executeUpdate();
        }
    }

    public void flush() throws SQLException {
        int count = size;
        size = 0;
        for (int i = 0; i < count; i++) {
            bind(one, 1, i);
            one.executeUpdate();
        }
    }

    private int bind(PreparedStatement statement, int first, int index) throws SQLException {
        EventRow row = rows[index];
        int parameter = first;
        statement.setString(parameter++, threadIds[index]);
        statement.setString(parameter++, row.eventId());
        statement.setString(parameter++, row.createdAt());
        statement.setString(parameter++, row.type());
        statement.setString(parameter++, row.domain());
        statement.setString(parameter++, row.name());
        statement.setString(parameter++, row.data());
        return parameter;
    }
}
