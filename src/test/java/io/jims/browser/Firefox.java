package io.jims.browser;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jims.testing.Skipped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The Firefox that is installed on this machine, with one tab, driven by WebDriver BiDi, which it
/// speaks by itself. Belongs to the test's thread.
final class Firefox implements OtherBrowser {
    private static final String LISTENING = "WebDriver BiDi listening on ";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final String tab;
    private int commands;

    private Firefox(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("jims-firefox");
        ProcessBuilder builder =
                new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-remote",
                        "--remote-debugging-port=0",
                        "--profile",
                        profile.toString());
        builder.environment().put("HOME", profile.toString());
        process = builder.redirectErrorStream(true).start();
        socket = connect(address());
        send("session.new", JsonParser.parseString("{\"capabilities\":{}}").getAsJsonObject());
        JsonObject tree = send("browsingContext.getTree", new JsonObject());
        JsonArray tabs = tree.getAsJsonArray("contexts");
        tab = tabs.get(0).getAsJsonObject().get("context").getAsString();
    }

    /// Skips what is about to run, loudly, where there is no Firefox.
    static Firefox start() throws IOException {
        Optional<Path> executable =
                Stream.of("firefox-esr", "firefox")
                        .flatMap(name -> OtherBrowser.onPath(name).stream())
                        .findFirst();
        if (executable.isEmpty()) {
            Skipped.because(
                    "firefox", "FIREFOX TESTS SKIPPED: no firefox-esr or firefox on the path");
        }
        return new Firefox(executable.orElseThrow());
    }

    @Override
    public void open(String address) {
        JsonObject params = inTab();
        params.addProperty("url", address);
        params.addProperty("wait", "complete");
        send("browsingContext.navigate", params);
    }

    @Override
    public void resize(int width, int height) {
        JsonObject viewport = new JsonObject();
        viewport.addProperty("width", width);
        viewport.addProperty("height", height);
        JsonObject params = inTab();
        params.add("viewport", viewport);
        send("browsingContext.setViewport", params);
    }

    @Override
    public void reload() {
        JsonObject params = inTab();
        params.addProperty("wait", "complete");
        send("browsingContext.reload", params);
    }

    @Override
    public void back() {
        JsonObject params = inTab();
        params.addProperty("delta", -1);
        send("browsingContext.traverseHistory", params);
    }

    @Override
    public String evaluate(String expression) {
        JsonObject target = inTab();
        JsonObject params = new JsonObject();
        params.addProperty("expression", "(async () => `${await (" + expression + ")}`)()");
        params.add("target", target);
        params.addProperty("awaitPromise", true);
        JsonObject answer = send("script.evaluate", params);
        if (!answer.has("result")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.getAsJsonObject("result").get("value").getAsString();
    }

    @Override
    public void type(String text) {
        JsonArray keys = new JsonArray();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(key -> {
                    keys.add(action("keyDown", key));
                    keys.add(action("keyUp", key));
                });
        perform("key", keys);
    }

    @Override
    public void click(int x, int y) {
        JsonObject move = action("pointerMove", null);
        move.addProperty("x", x);
        move.addProperty("y", y);
        JsonObject down = action("pointerDown", null);
        down.addProperty("button", 0);
        JsonObject up = action("pointerUp", null);
        up.addProperty("button", 0);
        JsonArray actions = new JsonArray();
        actions.add(move);
        actions.add(down);
        actions.add(up);
        perform("pointer", actions);
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void perform(String type, JsonArray actions) {
        JsonObject source = new JsonObject();
        source.addProperty("type", type);
        source.addProperty("id", type);
        source.add("actions", actions);
        JsonArray sources = new JsonArray();
        sources.add(source);
        JsonObject params = inTab();
        params.add("actions", sources);
        send("input.performActions", params);
    }

    private static JsonObject action(String type, @org.jspecify.annotations.Nullable String key) {
        JsonObject action = new JsonObject();
        action.addProperty("type", type);
        if (key != null) {
            action.addProperty("value", key);
        }
        return action;
    }

    private JsonObject inTab() {
        JsonObject params = new JsonObject();
        params.addProperty("context", tab);
        return params;
    }

    private JsonObject send(String method, JsonObject params) {
        int id = ++commands;
        JsonObject command = new JsonObject();
        command.addProperty("id", id);
        command.addProperty("method", method);
        command.add("params", params);
        socket.sendText(new Gson().toJson(command), true).join();
        while (true) {
            JsonObject message = JsonParser.parseString(next(method)).getAsJsonObject();
            if (!message.has("id") || message.get("id").getAsInt() != id) {
                continue;
            }
            if (message.has("error")) {
                throw new AssertionError(method + ": " + message);
            }
            return message.getAsJsonObject("result");
        }
    }

    private String next(String method) {
        try {
            String message = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no answer to " + method);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String address() throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> drain(lines));
                return line.substring(LISTENING.length()) + "/session";
            }
        }
        throw new IOException("Firefox ended before it listened");
    }

    private static void drain(BufferedReader lines) {
        try (lines) {
            while (lines.readLine() != null) {
                // nobody reads it
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebSocket connect(String address) {
        StringBuilder text = new StringBuilder();
        return client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(address),
                        new WebSocket.Listener() {
                            @Override
                            public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                                    WebSocket from, CharSequence part, boolean last) {
                                text.append(part);
                                if (last) {
                                    received.add(text.toString());
                                    text.setLength(0);
                                }
                                from.request(1);
                                return null;
                            }
                        })
                .join();
    }
}
