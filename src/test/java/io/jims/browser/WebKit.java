package io.jims.browser;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jims.testing.FreePort;
import io.jims.testing.Skipped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// WebKitGTK's MiniBrowser, which Debian's `webkit2gtk-driver` brings, on a display of its own by
/// Xvfb; driven by WebDriver. Belongs to the test's thread.
final class WebKit implements OtherBrowser {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String SCREEN = "1400x1000x24";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Process> processes = new ArrayDeque<>();
    private final URI session;

    private WebKit(Path driver, Path browser) throws IOException {
        try {
            Process screen =
                    new ProcessBuilder(
                                    "Xvfb",
                                    "-displayfd",
                                    "1",
                                    "-screen",
                                    "0",
                                    SCREEN,
                                    "-nolisten",
                                    "tcp")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            processes.push(screen);
            String display = ":" + firstLine(screen);
            int port = FreePort.any();
            ProcessBuilder builder =
                    new ProcessBuilder(driver.toString(), "--port=" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .putAll(
                            Map.of(
                                    "DISPLAY",
                                    display,
                                    "GDK_BACKEND",
                                    "x11",
                                    "HOME",
                                    Files.createTempDirectory("jims-webkit").toString()));
            processes.push(builder.start());
            session = begin(URI.create("http://127.0.0.1:" + port + "/session"), browser);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Skips what is about to run, loudly, where there is no WebKit.
    static WebKit start() throws IOException {
        Optional<Path> driver = OtherBrowser.onPath("WebKitWebDriver");
        Optional<Path> browser = miniBrowser();
        if (driver.isEmpty() || browser.isEmpty() || OtherBrowser.onPath("Xvfb").isEmpty()) {
            Skipped.because(
                    "webkit",
                    "WEBKIT TESTS SKIPPED: install WebKitWebDriver (webkit2gtk-driver) and Xvfb");
        }
        return new WebKit(driver.orElseThrow(), browser.orElseThrow());
    }

    @Override
    public void open(String address) {
        post("/url", Map.of("url", address));
    }

    /// Of the window, which has a frame: the page gets what is asked for.
    @Override
    public void resize(int width, int height) {
        Map<String, Object> size = Map.of("width", width, "height", height);
        post("/window/rect", size);
        int frame = height - Integer.parseInt(evaluate("innerHeight"));
        post("/window/rect", Map.of("width", width, "height", height + frame));
    }

    @Override
    public void reload() {
        post("/refresh", Map.of());
    }

    @Override
    public void back() {
        post("/back", Map.of());
    }

    @Override
    public String evaluate(String expression) {
        String script =
                "const done = arguments[0];"
                        + "(async () => `${await (%s)}`)().then(done, (problem) => done(`${problem}`))"
                                .formatted(expression);
        return post("/execute/async", Map.of("script", script, "args", List.of())).getAsString();
    }

    @Override
    public void type(String text) {
        List<Object> keys = new ArrayList<>();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(key -> {
                    keys.add(Map.of("type", "keyDown", "value", key));
                    keys.add(Map.of("type", "keyUp", "value", key));
                });
        perform("key", keys);
    }

    @Override
    public void click(int x, int y) {
        perform(
                "pointer",
                List.of(
                        Map.of("type", "pointerMove", "x", x, "y", y),
                        Map.of("type", "pointerDown", "button", 0),
                        Map.of("type", "pointerUp", "button", 0)));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        client.close();
    }

    private void perform(String type, List<Object> actions) {
        post(
                "/actions",
                Map.of("actions", List.of(Map.of("type", type, "id", type, "actions", actions))));
    }

    private JsonElement post(String command, Object params) {
        return send(URI.create(session + command), params);
    }

    private JsonElement send(URI address, Object params) {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString(new Gson().toJson(params)))
                        .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(address + ": " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject().get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// As soon as the driver listens.
    private URI begin(URI sessions, Path browser) {
        Map<String, Object> options =
                Map.of("binary", browser.toString(), "args", List.of("--automation"));
        Object wanted =
                Map.of(
                        "capabilities",
                        Map.of("alwaysMatch", Map.of("webkitgtk:browserOptions", options)));
        Process driver = Objects.requireNonNull(processes.peek());
        while (true) {
            try {
                JsonObject session = send(sessions, wanted).getAsJsonObject();
                return URI.create(sessions + "/" + session.get("sessionId").getAsString());
            } catch (UncheckedIOException e) {
                if (!driver.isAlive()) {
                    throw new IllegalStateException("WebKitWebDriver ended", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Objects.requireNonNull(lines.readLine(), "Xvfb ended before it had a display");
    }

    private static Optional<Path> miniBrowser() throws IOException {
        try (Stream<Path> files =
                Files.find(
                        LIBRARIES,
                        3,
                        (path, attributes) ->
                                path.endsWith("MiniBrowser")
                                        && path.toString().contains("webkit2gtk"))) {
            return files.filter(Files::isExecutable).sorted().reduce((one, other) -> other);
        }
    }
}
