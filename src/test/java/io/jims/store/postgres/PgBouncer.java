package io.jims.store.postgres;

import io.jims.testing.Await;
import io.jims.testing.FreePort;
import io.jims.testing.Programs;
import io.jims.testing.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The real PgBouncer in front of a database; where this machine has none, the test is skipped, and
/// says so.
public final class PgBouncer implements AutoCloseable {
    private final int port;
    private final String database;
    private final Process process;

    private PgBouncer(int port, String database, Process process) {
        this.port = port;
        this.database = database;
        this.process = process;
    }

    /// Starts one in front of a database.
    ///
    /// @param mode `session` or `transaction`
    public static PgBouncer start(Path directory, PostgresServer.Database database, String mode)
            throws Exception {
        Optional<Path> program = Programs.find("pgbouncer");
        if (program.isEmpty()) {
            Skipped.because(
                    "pgbouncer", "the tests with PgBouncer were skipped: this machine has none");
        }
        int port = FreePort.any();
        Path file =
                Files.writeString(
                        directory.resolve("pgbouncer.ini"),
                        """
                        [databases]
                        * = host=127.0.0.1 port=%d user=postgres
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = any
                        pool_mode = %s
                        """
                                .formatted(database.port(), port, mode));
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        if (isRoot()) { // it refuses to be
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(file.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                        .start();
        PgBouncer bouncer = new PgBouncer(port, database.name(), process);
        Await.until("PgBouncer answers", bouncer::answers);
        return bouncer;
    }

    /// What `--db` takes.
    public String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private boolean answers() {
        try {
            DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                            "postgres",
                            "")
                    .close();
            return true;
        } catch (SQLException e) { // not started yet
            return false;
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }
}
