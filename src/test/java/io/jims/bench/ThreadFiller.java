package io.jims.bench;

import io.jims.core.Uuid7;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/// Writes threads straight into the tables that we share with the Python JIMS, beside a server that
/// runs. Filling them message by message would take longer than the measurement.
final class ThreadFiller {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private ThreadFiller() {}

    /// Writes a thread of so many events, question and answer by turns, which ended a minute ago.
    static void fill(Path database, UUID thread, String contact, int events) throws SQLException {
        LocalDateTime end = LocalDateTime.now(ZoneOffset.UTC).minusMinutes(1);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            waitForOtherWriters(connection);
            connection.setAutoCommit(false);
            insertThread(connection, thread, contact, end.minusSeconds(events));
            insertEvents(connection, thread, end, events);
            connection.commit();
        }
    }

    private static void waitForOtherWriters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
    }

    private static void insertThread(
            Connection connection, UUID thread, String contact, LocalDateTime at)
            throws SQLException {
        String sql =
                """
                INSERT INTO threads (thread_id, contact_id, created_at, thread_config)
                VALUES (?, ?, ?, '{"interface":"widget"}')
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, Uuid7.compact(thread));
            insert.setString(2, contact);
            insert.setString(3, TIMESTAMP.format(at));
            insert.executeUpdate();
        }
    }

    private static void insertEvents(
            Connection connection, UUID thread, LocalDateTime end, int events) throws SQLException {
        String sql =
                """
                INSERT INTO thread_events
                    (thread_id, event_id, created_at, event_type, event_domain, event_name, event_data)
                VALUES (?, ?, ?, 'comm.' || ?, 'comm', ?, json_object('role', ?, 'content', ?))
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < events; i++) {
                String role = i % 2 == 0 ? "user" : "assistant";
                insert.setString(1, Uuid7.compact(thread));
                insert.setString(2, Uuid7.compact(Uuid7.next()));
                insert.setString(3, TIMESTAMP.format(end.minusSeconds(events - i)));
                insert.setString(4, role + "_message");
                insert.setString(5, role + "_message");
                insert.setString(6, role);
                insert.setString(7, "What was said here does not matter, its length may: " + i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
