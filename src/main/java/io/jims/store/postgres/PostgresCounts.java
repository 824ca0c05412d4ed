package io.jims.store.postgres;

import io.jims.store.DailyCounts;
import io.jims.store.sql.KeyedIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;

/// Daily counters in PostgreSQL. Safe for all threads.
final class PostgresCounts implements DailyCounts {
    private static final String ADD =
            """
            INSERT INTO jims_widget_counts AS present (day, counter_id, used, added)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (day, counter_id) DO UPDATE SET
                added = GREATEST(0, LEAST(EXCLUDED.added, ? - present.used)),
                used = present.used + GREATEST(0, LEAST(EXCLUDED.added, ? - present.used))
            RETURNING added, used
            """;

    private static final String TOTAL =
            "SELECT used FROM jims_widget_counts WHERE day = ? AND counter_id = ?";

    private static final String FORGET = "DELETE FROM jims_widget_counts WHERE day < ?";

    private static final String GIVE_BACK =
            """
            UPDATE jims_widget_counts SET used = GREATEST(0, used - ?)
            WHERE day = ? AND counter_id = ?
            """;

    private final PostgresReaders connections;
    private final KeyedIds ids;
    private volatile LocalDate newest = LocalDate.EPOCH;

    PostgresCounts(PostgresReaders connections, KeyedIds ids) {
        this.connections = connections;
        this.ids = ids;
    }

    @Override
    public Count add(UUID counter, LocalDate day, long wanted, long limit) {
        UUID id = ids.of(counter);
        return connections.read(connection -> {
            forgetBefore(connection, day);
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                long first = Math.min(wanted, limit);
                statement.setObject(1, day);
                statement.setObject(2, id);
                statement.setLong(3, first);
                statement.setLong(4, first);
                statement.setLong(5, limit);
                statement.setLong(6, limit);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Count(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    @Override
    public void giveBack(UUID counter, LocalDate day, long amount) {
        UUID id = ids.of(counter);
        connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
                statement.setLong(1, amount);
                statement.setObject(2, day);
                statement.setObject(3, id);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public long total(UUID counter, LocalDate day) {
        UUID id = ids.of(counter);
        return connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TOTAL)) {
                statement.setObject(1, day);
                statement.setObject(2, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    private void forgetBefore(Connection connection, LocalDate day) throws SQLException {
        if (day.isAfter(newest)) {
            newest = day;
            try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
                statement.setObject(1, day);
                statement.executeUpdate();
            }
        }
    }
}
