package io.jims.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A real Prometheus server, scraping one target every second. It ends with this object.
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Where `scripts/test` unpacks Debian's package.
    private static final Path UNPACKED = Path.of("target", "prometheus", "usr", "bin");

    /// Tells `scripts/test` that the tests were skipped.
    private static final Path SKIPPED = Path.of("target", "prometheus-tests-skipped");

    private final int port;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /// One of its programs, `prometheus` or `promtool`: on the path, or unpacked. Where there is
    /// none, that is said, and seen at the end of `scripts/test`.
    static Optional<Path> program(String name) throws IOException {
        Optional<Path> found =
                Stream.concat(
                                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                        .map(Path::of),
                                Stream.of(UNPACKED))
                        .map(directory -> directory.resolve(name).toAbsolutePath())
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            Files.writeString(
                    SKIPPED,
                    "no Prometheus on the path (Debian: apt-get install prometheus): the tests with"
                            + " a real one were SKIPPED");
        }
        return found;
    }

    /// Starts one.
    ///
    /// @param directory for its configuration and data
    /// @param target what to scrape
    static Prometheus start(Path program, Path directory, int target) throws IOException {
        Path configuration = directory.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: jims-widget
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(target));
        int port = FreePort.any();
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + configuration,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("prometheus.log").toFile())
                        .start();
        return new Prometheus(port, process);
    }

    /// What `api/v1/<path>` says, once it says anything.
    JsonNode api(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).body());
        } catch (ConnectException | JacksonException e) {
            return JSON.createObjectNode(); // it is still starting
        }
    }

    /// The result of an instant query.
    JsonNode query(String expression) throws IOException, InterruptedException {
        return api("query?query=" + URLEncoder.encode(expression, UTF_8)).at("/data/result");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
