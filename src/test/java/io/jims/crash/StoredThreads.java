package io.jims.crash;

import io.jims.core.Uuid7;
import io.jims.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// What is in the tables, read without the product.
final class StoredThreads implements AutoCloseable {
    private final Connection connection;

    private final Function<UUID, Object> key;

    /// @param key makes of an id what the tables have
    private StoredThreads(Connection connection, Function<UUID, Object> key) {
        this.connection = connection;
        this.key = key;
    }

    static StoredThreads open(Path database) throws SQLException {
        return new StoredThreads(
                DriverManager.getConnection("jdbc:sqlite:" + database), Uuid7::compact);
    }

    static StoredThreads open(PostgresServer.Database database) throws SQLException {
        return new StoredThreads(database.connect(), id -> id);
    }

    int threads() throws SQLException {
        return number("SELECT count(*) FROM threads");
    }

    int unanswered() throws SQLException {
        return number("SELECT count(*) FROM jims_widget_unanswered");
    }

    /// How many characters the events of the heaviest thread have.
    int heaviest() throws SQLException {
        return number(
                """
                SELECT max(characters) FROM
                    (SELECT sum(length(CAST(event_data AS text))) AS characters
                     FROM thread_events GROUP BY thread_id) AS threads
                """);
    }

    /// `ok`, or what is damaged.
    String integrity() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.getString(1);
        }
    }

    /// What was said in a thread, in its order.
    List<Said> said(String thread) throws SQLException {
        String sql =
                """
                SELECT event_id, event_data ->> 'role', event_data ->> 'content'
                FROM thread_events
                WHERE thread_id = ? AND event_domain = 'comm'
                ORDER BY created_at, event_id
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, key.apply(UUID.fromString(thread)));
            List<Said> said = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    UUID id = Uuid7.parse(row.getString(1)).orElseThrow();
                    said.add(new Said(id.toString(), row.getString(2), row.getString(3)));
                }
            }
            return said;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /// A message in the store.
    record Said(String id, String role, String text) {}
}
