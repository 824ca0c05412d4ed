package io.jims.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.testing.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, on a free port of the loopback address. It ends with this
/// object.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    static final Path JAVA = JDK.resolve("java");

    private final ServerKind kind;
    private final int port;
    private final Path database;
    private final Process process;

    private ServerProcess(ServerKind kind, int port, Path database, Process process) {
        this.kind = kind;
        this.port = port;
        this.database = database;
        this.process = process;
    }

    /// Starts one and waits until it is healthy.
    ///
    /// @param flags of the JVM
    /// @param directory for its log and database; it may not be used twice
    static ServerProcess start(ServerKind kind, List<String> flags, Path directory)
            throws IOException, InterruptedException {
        Path program = kind.program();
        return start(kind, program, program.equals(JAVA) ? flags : List.of(), directory);
    }

    /// @param program given the flags, then the server's arguments
    static ServerProcess start(ServerKind kind, Path program, List<String> flags, Path directory)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        int port = FreePort.any();
        Path database = directory.resolve("bench.db");
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(flags);
        command.addAll(kind.command(port, database));
        Path log = directory.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile()) // away from the operator's .env
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        builder.environment().put("PYTHONPATH", ServerKind.PYTHON_APPS.toString());
        ServerProcess server = new ServerProcess(kind, port, database, builder.start());
        try {
            server.awaitHealthy(log);
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    ServerKind kind() {
        return kind;
    }

    int port() {
        return port;
    }

    /// The file that the product keeps its threads in.
    Path database() {
        return database;
    }

    /// Bytes of all objects that are reachable, after a full garbage collection.
    long liveHeapBytes() throws IOException, InterruptedException {
        String total =
                classHistogram()
                        .lines()
                        .filter(line -> line.startsWith("Total"))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(total.replaceFirst("Total\\s+\\d+\\s+(\\d+)\\s*", "$1"));
    }

    /// Memory of the whole process that is in RAM (Linux only).
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /// The histogram of live objects; asking for it collects garbage first.
    private String classHistogram() throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                JDK.resolve("jcmd").toString(),
                                Long.toString(process.pid()),
                                "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd failed: " + histogram);
        }
        return histogram;
    }

    private void awaitHealthy(Path log) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                        .timeout(START_TIMEOUT)
                        .build();
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isHealthy(client, request)) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new IOException(
                            kind + " did not start; it said:\n" + Files.readString(log));
                }
                Thread.sleep(Duration.ofMillis(5));
            }
        }
    }

    private static boolean isHealthy(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException e) {
            return false; // not yet listening
        }
    }
}
