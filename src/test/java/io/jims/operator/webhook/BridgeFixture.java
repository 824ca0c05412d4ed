package io.jims.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.testing.MarkdownPage;
import io.jims.testing.TestPython;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An example of the page on webhooks as a process, and a stand-in for the services that it calls.
final class BridgeFixture implements AutoCloseable {
    static final String ADMIN_TOKEN = "the-admin-token-of-the-bridge-01";
    private static final JsonMapper JSON = new JsonMapper();

    final HttpClient http = HttpClient.newHttpClient();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer services;
    private final Process bridge;
    private final int port;

    /// What the example asked of a service.
    record Call(String request, String authorization, JsonNode body) {}

    /// @param example the name in the first line of its code
    /// @param variables of its environment; they win over those of the fixture
    /// @param answers of the services to `METHOD path`
    BridgeFixture(
            String example,
            Path directory,
            Map<String, String> variables,
            Function<Call, String> answers)
            throws IOException {
        services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", exchange -> serve(exchange, answers));
        services.start();
        Path script = directory.resolve(example);
        Files.writeString(
                script, MarkdownPage.named("webhooks.md").block("python", "# " + example));
        ProcessBuilder start =
                new ProcessBuilder(TestPython.interpreter().toString(), script.toString());
        Map<String, String> all = new HashMap<>(variables);
        all.replaceAll((name, value) -> value.replace("$SERVICES", services()));
        start.environment()
                .putAll(
                        Map.of(
                                "PORT",
                                "0",
                                "BRIDGE_DB",
                                directory.resolve("bridge.db").toString(),
                                "JIMS_WEBHOOK_SECRET",
                                WebhookContract.SECRET.secret().text(),
                                "JIMS_ADMIN_TOKEN",
                                ADMIN_TOKEN,
                                "JIMS_API",
                                services() + "/jims"));
        start.environment().putAll(all);
        bridge =
                start.redirectError(directory.resolve("bridge.log").toFile())
                        .directory(directory.toFile())
                        .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(bridge.getInputStream(), UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("listening on ")) {
            throw new AssertionError(Files.readString(directory.resolve("bridge.log")));
        }
        port = Integer.parseInt(line.substring("listening on ".length()));
    }

    private String services() {
        return "http://127.0.0.1:" + services.getAddress().getPort();
    }

    private void serve(HttpExchange exchange, Function<Call, String> answers) throws IOException {
        try (exchange) {
            Call call =
                    new Call(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                            JSON.readTree(exchange.getRequestBody().readAllBytes()));
            String answer = answers.apply(call);
            calls.add(call);
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// Tells it of a message as the server does.
    DeliveryResult deliver(ThreadId thread, ThreadEvent event, WebhookSecret secret)
            throws Exception {
        WebhookSettings settings =
                new WebhookSettings(url("/jims"), List.of(secret), EventFilter.ALL, true);
        try (Receiver receiver = new Receiver(settings, InstantSource.system())) {
            return receiver.deliver(
                    new ChatThread(thread, "ann", null, Instant.now(), Map.of()), event);
        }
    }

    static ThreadEvent said(String content) {
        return ThreadEvent.create(
                EventTypes.USER_MESSAGE, Map.of("role", "user", "content", content));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        bridge.destroyForcibly();
        bridge.onExit().join();
        services.stop(0);
        http.shutdownNow();
    }
}
