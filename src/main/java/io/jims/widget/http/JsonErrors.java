package io.jims.widget.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;
import io.jims.widget.protocol.BasicProtocol;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Errors of HTTP requests as JSON: `{"error":"…"}`. Needs Helidon's `includeEntity`; otherwise
/// Helidon drops the messages.
public final class JsonErrors {
    private static final Header CONTENT_TYPE =
            HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");

    private JsonErrors() {}

    /// Handles requests that fail before they reach a route: malformed ones, refused upgrades.
    public static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, eventType, status, headers, message) ->
                            answer(status, headers, message));
        }
        return handlers.build();
    }

    public static void send(ServerResponse response, Status status, String message) {
        response.headers().set(CONTENT_TYPE);
        response.status(status).send(body(message));
    }

    /// The response for a path without a route.
    public static void sendNotFound(ServerResponse response) {
        send(response, Status.NOT_FOUND_404, "There is nothing at this address.");
    }

    private static byte[] body(String message) {
        return BasicProtocol.error(message).getBytes(StandardCharsets.UTF_8);
    }

    private static DirectHandler.TransportResponse answer(
            Status status, ServerResponseHeaders headers, @Nullable String message) {
        boolean isOurFault = status.code() == Status.INTERNAL_SERVER_ERROR_500.code();
        String shown = message == null || isOurFault ? status.reasonPhrase() : message;
        SecurityHeaders.FOR_ALL.forEach(headers::set);
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(CONTENT_TYPE)
                .entity(body(shown))
                .build();
    }
}
