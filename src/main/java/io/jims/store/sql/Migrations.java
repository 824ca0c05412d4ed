package io.jims.store.sql;

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

/// Migrates a database to the schema of this version: runs the numbered SQL files that have not
/// been run yet, all in one transaction. The table `jims_widget_schema` records them.
///
/// @param files in order; the first is version 1
public record Migrations(List<String> files) {
    private static final int SQLITE_ERROR = 1;

    public static final Migrations SQLITE =
            new Migrations(
                    List.of(
                            "sqlite/001_threads_and_events.sql",
                            "sqlite/002_unanswered.sql",
                            "sqlite/003_erased.sql",
                            "sqlite/004_counts.sql",
                            "sqlite/005_index_of_thread_events.sql",
                            "sqlite/006_secret.sql",
                            "sqlite/007_threads_of_a_contact_and_ratings.sql",
                            "sqlite/008_search.sql",
                            "sqlite/009_webhook.sql",
                            "sqlite/010_costs.sql",
                            "sqlite/011_languages.sql",
                            "sqlite/012_handoffs.sql"));
    public static final Migrations POSTGRESQL =
            new Migrations(
                    List.of(
                            "postgresql/001_threads_and_events.sql",
                            "postgresql/002_unanswered.sql",
                            "postgresql/003_counts_and_rates.sql",
                            "postgresql/004_replicas.sql",
                            "postgresql/005_index_of_thread_events.sql",
                            "postgresql/006_secret.sql",
                            "postgresql/007_threads_of_a_contact_and_ratings.sql",
                            "postgresql/008_search.sql",
                            "postgresql/009_webhook.sql",
                            "postgresql/010_costs.sql",
                            "postgresql/011_languages.sql",
                            "postgresql/012_handoffs.sql"));

    /// Brings the tables up to date.
    ///
    /// @param begin the SQL that begins a transaction and keeps others from migrating until it ends
    /// @throws IllegalStateException if a newer version has been at work
    public void run(Connection connection, String begin) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(begin);
                runMissing(connection, statement);
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollBack(statement, e);
                throw e;
            }
        }
    }

    /// Whether nothing is left to run, of a database that has been migrated before.
    ///
    /// @throws IllegalStateException if a newer version has been at work
    public boolean isComplete(Connection connection) throws SQLException {
        return missing(connection) == 0;
    }

    /// How many files are left to run, of a database that has been migrated before.
    ///
    /// @throws IllegalStateException if a newer version has been at work
    public int missing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return files.size() - version(statement);
        }
    }

    private void runMissing(Connection connection, Statement statement) throws SQLException {
        statement.execute(
                """
                CREATE TABLE IF NOT EXISTS jims_widget_schema (
                    version INTEGER NOT NULL PRIMARY KEY,
                    applied_at TIMESTAMP DEFAULT (CURRENT_TIMESTAMP) NOT NULL
                )
                """);
        for (int version = version(statement) + 1; version <= files.size(); version++) {
            runFile(statement, files.get(version - 1));
            record(connection, version);
        }
    }

    /// SQLite names neither the table nor the statement where a table is not what it should be.
    private static void runFile(Statement statement, String file) throws SQLException {
        try {
            statement.executeUpdate(read(file));
        } catch (SQLException e) {
            throw e.getErrorCode() == SQLITE_ERROR
                    ? new SQLException(
                            file + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode())
                    : e;
        }
    }

    private int version(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT max(version) FROM jims_widget_schema")) {
            int present = row.next() ? row.getInt(1) : 0;
            if (present > files.size()) {
                throw new IllegalStateException(
                        "its schema has version "
                                + present
                                + " and this server knows "
                                + files.size()
                                + " at most; start a newer one, or name another database");
            }
            return present;
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

    private static void rollBack(Statement statement, Exception cause) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // No transaction had begun, or its connection is gone and the transaction with it.
            cause.addSuppressed(e);
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
