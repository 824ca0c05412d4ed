package io.jims.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers on loopback as Grist's REST API does for one table of one document, or as the test tells
/// it to. Express, on which Grist runs, gives weak entity tags.
public final class GristServer implements AutoCloseable {
    public static final String KEY = "grist-s3cret-key";
    public static final String DOCUMENT = "aBcDeFgHiJkL";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH =
            "/api/docs/" + DOCUMENT + "/tables/ConversationLifecycle/records";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final Map<String, String> rows = new LinkedHashMap<>();
    private volatile Answer answer = GristServer::table;
    private volatile String records = "";

    /// What is sent back.
    @FunctionalInterface
    public interface Answer {
        void send(GristServer server, HttpExchange exchange) throws IOException;
    }

    private GristServer(HttpServer server) {
        this.server = server;
    }

    public static GristServer start() throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GristServer grist = new GristServer(http);
        grist.row("widget.title", "From Grist");
        http.setExecutor(grist.threads);
        http.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        grist.answer.send(grist, exchange);
                        grist.statuses.add(exchange.getResponseCode());
                    }
                });
        http.start();
        return grist;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Puts a text into the table, in the place of one that it has.
    public void row(String event, String text) {
        rows.put(event, text);
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("records");
        rows.forEach((key, value) -> {
            ObjectNode item = array.addObject().put("id", array.size());
            item.putObject("fields").put("event", key).put("text", value);
        });
        records = json.toString();
    }

    /// Has the table answer with this body.
    public void records(String body) {
        records = body;
    }

    /// Answers as Grist does.
    public void recover() {
        answer = GristServer::table;
    }

    /// Answers every request so.
    public void failing(int status, String body, String... headers) {
        answer =
                (self, exchange) -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
                    }
                    send(exchange, status, body);
                };
    }

    /// Takes requests and says nothing until it is closed.
    public void hanging() {
        answer = (self, exchange) -> self.awaitClosed();
    }

    /// The status of each answer, in order.
    public List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void table(HttpExchange exchange) throws IOException {
        String tag = "W/\"" + Integer.toHexString(records.hashCode()) + "\"";
        boolean isKnown = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            send(exchange, 404, "{\"error\":\"document not found\"}");
        } else if (!key.equals("Bearer " + KEY)) {
            send(exchange, 401, "{\"error\":\"invalid API key\"}");
        } else if (isKnown) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.getResponseHeaders().add("ETag", tag);
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
            send(exchange, 200, records);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
