package io.jims.widget.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.admission.address.AllowedOrigins;
import java.nio.charset.StandardCharsets;

/// Every address of the public port that answers over plain HTTP. Safe for all threads.
///
/// @param origins whose pages may read the answers
/// @param assets the front end
public record Routes(AllowedOrigins origins, StaticAssets assets) {
    /// Where WebSockets are opened.
    public static final String CHAT_PATH = "/ws/chat";

    private static final HeaderName SEC_WEBSOCKET_VERSION =
            HeaderNames.create("Sec-WebSocket-Version");

    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    /// Adds them all, and a 404 for what is left.
    public void register(HttpRouting.Builder routing) {
        routing.addFilter(
                        (chain, request, response) -> {
                            SecurityHeaders.FOR_ALL.forEach(response.headers()::set);
                            chain.proceed();
                        })
                .addFilter(new CorsFilter(origins))
                .any("/healthz", new ReadOnlyHandler(Routes::sayHealthy))
                .any("/", new ReadOnlyHandler(assets::serveDemoPage))
                .register(StaticAssets.PATH, assets)
                .any(CHAT_PATH, Routes::requireUpgrade)
                .any((request, response) -> JsonErrors.sendNotFound(response));
    }

    private static void requireUpgrade(ServerRequest request, ServerResponse response) {
        response.headers()
                .set(HeaderNames.UPGRADE, "websocket")
                .set(HeaderNames.CONNECTION, "Upgrade")
                .set(SEC_WEBSOCKET_VERSION, "13");
        JsonErrors.send(
                response,
                Status.create(426),
                "This address speaks WebSocket only (RFC 6455), version 13.");
    }

    private static void sayHealthy(ServerRequest request, ServerResponse response) {
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(HEALTHY);
    }
}
