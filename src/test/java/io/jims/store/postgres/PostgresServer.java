package io.jims.store.postgres;

import io.jims.store.Databases;
import io.jims.testing.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for tests, and plain SQL on it, as another process would run it. Its superuser
/// `postgres` needs no password; the users `…_pw` do.
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Path directory;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    private PostgresServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /// The one that all tests of this process share; ends with it.
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /// Another one, that a test may stop and start.
    public static PostgresServer start(Path directory) {
        PostgresServer server = new PostgresServer(directory, FreePort.any());
        server.startAgain();
        return server;
    }

    /// A read-only replica that follows this one, which restarts meanwhile.
    PostgresServer startStandby(Path place) throws IOException, InterruptedException {
        stop(); // so that its files are a backup
        Files.createDirectory(place);
        new ProcessBuilder("cp", "-a", directory.resolve("data").toString(), place.toString())
                .inheritIO()
                .start()
                .waitFor();
        startAgain();
        Path data = place.resolve("data");
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'\n".formatted(port),
                StandardOpenOption.APPEND);
        return start(place);
    }

    /// Starts it on the port and with the data that it had.
    public void startAgain() {
        try {
            running =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(directory.resolve("data"))
                            .setRegisterShutdownHook(false)
                            .setCleanDataDirectory(false)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("max_wal_size", "128MB")
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /// Cuts all connections and ends; the data stay.
    public void stop() {
        try {
            if (running != null) {
                running.close();
                running = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it as a crash would: without writing what is in memory only.
    public void crash() throws IOException, InterruptedException {
        String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).get(0);
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", pid.strip()).inheritIO().start().waitFor();
        postmaster.onExit().join();
        stop();
    }

    /// A new, empty database.
    public Database createDatabase() {
        return createDatabase("");
    }

    /// A new, empty database with options.
    ///
    /// @param options of `CREATE DATABASE`
    public Database createDatabase(String options) {
        String name = "jims_" + NAMES.incrementAndGet();
        database("postgres").execute("CREATE DATABASE " + name + " " + options);
        return database(name);
    }

    /// A user that logs in with this password only.
    String createUser(String password) {
        String name = "user_" + NAMES.incrementAndGet() + "_pw";
        database("postgres")
                .execute(
                        "CREATE USER %s PASSWORD '%s'"
                                .formatted(name, password.replace("'", "''")));
        requirePasswordOf(name);
        return name;
    }

    public Database database(String name) {
        return new Database(port, name);
    }

    public int port() {
        return port;
    }

    private void requirePasswordOf(String user) {
        Path rules = directory.resolve("data").resolve("pg_hba.conf");
        try {
            String rule =
                    "local all %1$s scram-sha-256\nhost all %1$s all scram-sha-256\n"
                            .formatted(user);
            Files.writeString(rules, rule + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database("postgres").query("SELECT pg_reload_conf()");
    }

    /// One database of the server.
    public record Database(int port, String name) {
        /// What `--db` takes.
        public String url() {
            return urlFor("postgres");
        }

        /// What `--db` takes for another user.
        ///
        /// @param login user, and behind a colon the password if needed, both encoded
        public String urlFor(String login) {
            return "postgresql://%s@localhost:%d/%s".formatted(login, port, name);
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:postgresql://localhost:%d/%s".formatted(port, name), "postgres", "");
        }

        public void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }

        /// The rows, their columns joined by `|`; SQL null is `∅`.
        public List<String> query(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return Databases.rows(row);
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = startUntilExit();

        private static PostgresServer startUntilExit() {
            try {
                Path directory = Files.createTempDirectory("jims-postgres-");
                PostgresServer server = start(directory);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, directory)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(PostgresServer server, Path directory) {
            server.stop();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
