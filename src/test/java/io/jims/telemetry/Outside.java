package io.jims.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// What is outside of the product, on loopback: an OpenTelemetry collector, Sentry, a language
/// model and a jims-api service. Keeps what it is told.
final class Outside implements AutoCloseable {
    private static final String MODEL_ANSWER =
            """
            data: {"model":"tiny-2026","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}

            data: {"model":"tiny-2026","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}

            data: [DONE]

            """;
    private static final String SERVICE_ANSWER =
            """
            event: result
            data: {"thread_id": "01939f2c-3b5a-7c63-9d4e-000000000001", "created_new_thread": true, "assistant_messages": [], "events": []}

            """;

    private final List<ExportTraceServiceRequest> exports = new CopyOnWriteArrayList<>();
    private final List<String> envelopes = new CopyOnWriteArrayList<>();
    private final List<Headers> questions = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Outside() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    exports.add(ExportTraceServiceRequest.parseFrom(body(exchange)));
                    answer(exchange, 200, "application/x-protobuf", "");
                });
        server.createContext(
                "/api/42/envelope/",
                exchange -> {
                    envelopes.add(new String(body(exchange), UTF_8));
                    answer(exchange, 200, "application/json", "{}");
                });
        server.createContext(
                "/v1/chat/completions",
                exchange -> answer(exchange, 200, "text/event-stream", MODEL_ANSWER));
        server.createContext("/api/v1/chat/stream", this::answerQuestion);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String sentryDsn() {
        return "http://key@127.0.0.1:" + server.getAddress().getPort() + "/42";
    }

    /// Of all spans that came, those of this name.
    List<Span> spans(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /// All spans that came.
    List<Span> spans() {
        return exports.stream()
                .flatMap(export -> export.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /// Who sent them.
    Resource resource() {
        return exports.getFirst().getResourceSpans(0).getResource();
    }

    /// Sentry's envelopes, as they came.
    List<String> envelopes() {
        return envelopes;
    }

    /// The headers of what the jims-api service was asked.
    List<Headers> questions() {
        return questions;
    }

    /// The value of an attribute, as text; empty where there is none.
    static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(KeyValue::getValue)
                .map(value ->
                        value.hasIntValue()
                                ? String.valueOf(value.getIntValue())
                                : value.getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answerQuestion(HttpExchange exchange) throws IOException {
        if (new String(body(exchange), UTF_8).equals("{}")) { // whether it would answer
            answer(exchange, 422, "application/json", "{\"detail\":[]}");
            return;
        }
        questions.add(exchange.getRequestHeaders());
        answer(exchange, 200, "text/event-stream", SERVICE_ANSWER);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream in = exchange.getRequestBody();
        return (zipped ? new GZIPInputStream(in) : in).readAllBytes();
    }

    private static void answer(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
