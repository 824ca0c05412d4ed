package io.jims.crash;

import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The product in a process of its own, with [NumberedApp] and a database that outlives it.
final class ServerChild implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    static final int HEAP_MEGABYTES = 128;

    /// A quick start matters more here than a quick server.
    private static final List<String> JVM_FLAGS =
            List.of(
                    "-Xmx" + HEAP_MEGABYTES + "m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private final int port;
    private final Path log;
    private final Process process;
    private boolean killed;

    private ServerChild(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /// @param directory of its database and its log
    static ServerChild start(Path directory, int port) throws IOException {
        return start(directory, port, "PIPELINE", "sqlite:///" + database(directory), List.of());
    }

    /// @param flags of the server, beside the usual ones
    static ServerChild start(Path directory, int port, List<String> flags) throws IOException {
        return start(directory, port, "PIPELINE", "sqlite:///" + database(directory), flags);
    }

    /// One of several servers on one database.
    ///
    /// @param url of that, as `--db` takes it
    static ServerChild startReplica(Path directory, int port, String url) throws IOException {
        return start(directory, port, "REPLICATED", url, List.of());
    }

    private static ServerChild start(
            Path directory, int port, String pipeline, String url, List<String> flags)
            throws IOException {
        Path log = directory.resolve("server-" + port + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(JVM_FLAGS);
        builder.command()
                .addAll(
                        List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--app=" + NumberedApp.class.getName() + ":" + pipeline,
                                "--db=" + url,
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--metrics-port=0",
                                "--messages-per-contact=off",
                                "--messages-per-thread=off",
                                "--messages-per-address=off",
                                "--threads-per-address=off",
                                "--daily-share-per-address=off"));
        builder.command().addAll(flags);
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        builder.directory(directory.toFile()) // away from the developer's .env
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        return new ServerChild(port, log, builder.start());
    }

    static Path database(Path directory) {
        return directory.resolve("crash.db").toAbsolutePath();
    }

    void awaitHealthy() throws Exception {
        Await.until("the server is healthy", START_LIMIT, this::isHealthy);
    }

    /// Says why it has ended, where nobody killed it.
    void requireAlive() throws IOException {
        if (!killed && !process.isAlive()) {
            throw endedByItself();
        }
    }

    /// What it has logged, and those before it on its port.
    String log() throws IOException {
        return Files.readString(log);
    }

    /// Lets it run for this long.
    void runFor(Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw endedByItself();
        }
    }

    /// `kill -9`; it has ended when this returns.
    void kill() throws IOException, InterruptedException {
        requireAlive();
        killed = true;
        process.destroyForcibly().waitFor();
    }

    /// `kill`; it has ended by its own way when this returns.
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the server did not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean isHealthy() throws IOException {
        requireAlive();
        try (RawSocket socket = RawSocket.tcp(port, 0)) {
            return socket.request("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .startsWith("HTTP/1.1 200 ");
        } catch (SocketException | EOFException e) {
            return false; // not yet listening
        }
    }

    private AssertionError endedByItself() throws IOException {
        return new AssertionError("the server ended by itself:\n" + Files.readString(log));
    }
}
