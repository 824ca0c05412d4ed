package io.jims.app.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.testing.Await;
import io.jims.testing.TestPython;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The real jims-api, serving `src/test/python/contract_app.py` on loopback, with a database of its
/// own.
final class JimsApiProcess implements AutoCloseable {
    static final String TOKEN = "contract-token";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /// Its command line, but for the metrics, which it would offer to the network.
    private static final String SCRIPT =
            """
            import prometheus_client
            listen = prometheus_client.start_http_server
            prometheus_client.start_http_server = lambda port: listen(port, addr="127.0.0.1")
            from jims_api.main import main
            main()
            """;

    private final Process process;
    private final String url;

    private JimsApiProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /// Starts it and waits until it answers; without the package the calling test is skipped.
    static JimsApiProcess start(Path directory) throws Exception {
        assumeTrue(
                TestPython.has("jims_api") && TestPython.has("aiosqlite"),
                "SKIPPED: JIMS_TEST_PYTHON has no jims-api and aiosqlite; scripts/test installs"
                        + " them where PyPI answers");
        int port = freePort();
        Path log = directory.resolve("jims-api.log");
        Process process = command(port, directory).redirectOutput(log.toFile()).start();
        JimsApiProcess service = new JimsApiProcess(process, "http://127.0.0.1:" + port);
        try {
            Await.until("jims-api answers", START_LIMIT, () -> service.answers(log));
        } catch (Exception | AssertionError e) {
            service.close();
            throw e;
        }
        return service;
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static ProcessBuilder command(int port, Path directory) {
        ProcessBuilder command =
                new ProcessBuilder(
                        TestPython.interpreter().toString(),
                        "-c",
                        SCRIPT,
                        "--app=contract_app:served",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--metrics-port=0",
                        "--api-key=" + TOKEN);
        command.environment()
                .putAll(
                        Map.of(
                                "PYTHONPATH",
                                Path.of("src/test/python").toAbsolutePath().toString(),
                                "JIMS_DB_CONN_URI",
                                "sqlite+aiosqlite:///" + directory.resolve("jims-api.db"),
                                "LITELLM_LOCAL_MODEL_COST_MAP", // else it asks the network first
                                "True"));
        return command.redirectErrorStream(true);
    }

    private boolean answers(Path log) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("jims-api ended: " + Files.readString(log));
        }
        if (!Files.readString(log).contains("Uvicorn running")) {
            return false;
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/healthz")).build();
            return http.send(health, BodyHandlers.ofString()).statusCode() == 200;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
