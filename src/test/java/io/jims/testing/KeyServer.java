package io.jims.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jims.admission.token.KeySource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Publishes keys, as an identity provider does. Safe for all threads.
public final class KeyServer implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile String body = "";
    private volatile int status = 200;

    public KeyServer(JWK... keys) throws IOException {
        publish(keys);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", this::answer);
        server.start();
    }

    public static String document(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    public void publish(JWK... keys) {
        answerWith(200, document(keys));
    }

    public void answerWith(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    public KeySource place() {
        return KeySource.ofUrl(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"));
    }

    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] content = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
