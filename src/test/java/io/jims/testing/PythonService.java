package io.jims.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A service of the Python JIMS, run by its own command line on loopback, with an app of
/// `src/test/python` and a SQLite database of its own.
public final class PythonService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private PythonService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it and waits until it answers.
    ///
    /// @param module of its `main`
    public static PythonService start(String module, String app, Path directory, List<String> flags)
            throws Exception {
        int port = FreePort.any();
        Path log = directory.resolve(module + ".log");
        Process process =
                command(module, app, port, directory, flags).redirectOutput(log.toFile()).start();
        PythonService service = new PythonService(process, port);
        try {
            Await.until(module + " answers", START_LIMIT, () -> service.answers(log));
        } catch (Exception | AssertionError e) {
            service.close();
            throw e;
        }
        return service;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static ProcessBuilder command(
            String module, String app, int port, Path directory, List<String> flags) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                TestPython.interpreter().toString(),
                                TestPython.settings().directory().resolve("original.py").toString(),
                                module,
                                "sqlite+aiosqlite:///" + directory.resolve(module + ".db"),
                                "--app=" + app,
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--metrics-port=0"));
        words.addAll(flags);
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    private boolean answers(Path log) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("it ended: " + Files.readString(log));
        }
        if (!Files.readString(log).contains("Uvicorn running")) {
            return false;
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.1:" + port + "/healthz");
            HttpRequest request = HttpRequest.newBuilder(health).build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        }
    }
}
