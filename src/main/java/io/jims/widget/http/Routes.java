package io.jims.widget.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.admission.address.AllowedOrigins;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// All HTTP routes of the public port. Safe for all threads.
///
/// @param origins whose pages may read the responses
/// @param assets the front end
/// @param uploads visitors' files; null if uploads are off
public record Routes(AllowedOrigins origins, StaticAssets assets, @Nullable UploadRoutes uploads) {
    /// The path of WebSockets.
    public static final String CHAT_PATH = "/ws/chat";

    private static final int MAX_BODY = 64 * 1024;

    private static final HeaderName SEC_WEBSOCKET_VERSION =
            HeaderNames.create("Sec-WebSocket-Version");

    private static final byte[] HEALTHY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    /// Registers all routes, and a 404 for everything else.
    public void register(HttpRouting.Builder routing) {
        routing.addFilter(
                        (chain, request, response) -> {
                            SecurityHeaders.FOR_ALL.forEach(response.headers()::set);
                            chain.proceed();
                        })
                .addFilter(new CorsFilter(origins, uploads == null ? "" : UploadRoutes.PATH))
                .addFilter(Routes::requireSmallBody)
                .any("/healthz", new ReadOnlyHandler(Routes::sayHealthy))
                .any("/", new ReadOnlyHandler(assets::serveDemoPage))
                .register(StaticAssets.PATH, assets)
                .any(CHAT_PATH, Routes::requireUpgrade);
        if (uploads != null) {
            uploads.register(routing);
        }
        routing.any((request, response) -> JsonErrors.sendNotFound(response));
    }

    /// Longest request body that the port accepts, in bytes.
    long maxBody() {
        return uploads == null ? MAX_BODY : 2 * uploads.uploads().settings().maxBytes() + MAX_BODY;
    }

    /// Only uploads read a body.
    private static void requireSmallBody(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        boolean isLarge = request.headers().contentLength().orElse(0) > MAX_BODY;
        if (isLarge && !request.path().path().equals(UploadRoutes.PATH)) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
            JsonErrors.send(
                    response,
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "The body of a request has at most " + MAX_BODY + " bytes.");
        } else {
            chain.proceed();
        }
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
