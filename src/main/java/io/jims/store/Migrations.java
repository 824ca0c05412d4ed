package io.jims.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Brings a database to the schema that this version works with: runs the numbered SQL files that
/// it has not had yet, all in one transaction. What was run is kept in `jims_widget_schema`.
final class Migrations {
    private static final List<String> FILES =
            List.of("sqlite/001_threads_and_events.sql", "sqlite/002_unanswered.sql");

    private Migrations() {}

    /// @throws IllegalStateException if a newer version has been at work
    static void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                runMissing(connection, statement);
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static void runMissing(Connection connection, Statement statement) throws SQLException {
        statement.execute(
                """
                CREATE TABLE IF NOT EXISTS jims_widget_schema (
                    version INTEGER NOT NULL PRIMARY KEY,
                    applied_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL
                )
                """);
        int present = version(statement);
        if (present > FILES.size()) {
            throw new IllegalStateException(
                    "its schema has version "
                            + present
                            + " and this server knows "
                            + FILES.size()
                            + " at most; start a newer one, or name another file");
        }
        for (int version = present + 1; version <= FILES.size(); version++) {
            statement.executeUpdate(read(FILES.get(version - 1)));
            record(connection, version);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT max(version) FROM jims_widget_schema")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void record(Connection connection, int version) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO jims_widget_schema (version) VALUES (?)")) {
            insert.setInt(1, version);
            insert.executeUpdate();
        }
    }

    private static String read(String file) {
        try (InputStream stream = Migrations.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
