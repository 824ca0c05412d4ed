package io.jims.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A website on an origin of its own, with the pages that a test puts there. Safe for all threads.
final class HostSite implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final String PICTURE = "image/svg+xml";
    private static final String GREEN_SQUARE =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"32\" height=\"32\">"
                    + "<rect width=\"32\" height=\"32\" fill=\"green\"/></svg>";

    private final Map<String, Resource> resources = new ConcurrentHashMap<>();
    private final AtomicInteger pages = new AtomicInteger();
    private final HttpServer server;

    HostSite() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Another site than the widget server's, not just another port of its host.
    String origin() {
        return "http://localhost:" + port();
    }

    /// Serves this page under a path of its own: its address.
    String put(HostPage page) {
        return put("/page-" + pages.incrementAndGet(), page);
    }

    String put(String path, HostPage page) {
        return put(path, new Resource(HTML, page.html(), page.headers()));
    }

    String putScript(String path, String script) {
        return put(path, new Resource(SCRIPT, script, Map.of()));
    }

    /// Serves this text under this path: its address.
    String putText(String path, String type, String text) {
        return put(path, new Resource(type, text, Map.of()));
    }

    /// Serves a green square under this path: its address.
    String putPicture(String path) {
        return put(path, new Resource(PICTURE, GREEN_SQUARE, Map.of()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String put(String path, Resource resource) {
        resources.put(path, resource);
        return origin() + path;
    }

    private void serve(HttpExchange exchange) throws IOException {
        Resource resource = resources.get(exchange.getRequestURI().getPath());
        try (exchange) {
            if (resource == null) {
                exchange.sendResponseHeaders(isIcon(exchange) ? 204 : 404, -1);
                return;
            }
            byte[] content = resource.content().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", resource.type());
            resource.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    /// Browsers ask for it unbidden, and complain in the console where there is none.
    private static boolean isIcon(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals("/favicon.ico");
    }

    private record Resource(String type, String content, Map<String, String> headers) {}
}
