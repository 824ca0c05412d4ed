package io.jims.operator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The API's responses: JSON in ASCII, errors as `{"error":"…"}` as on the public port.
public final class JsonAnswers {
    public static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                                    .build())
                    // Half of a surrogate pair, which UTF-8 has no bytes for, is an escape as well.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private JsonAnswers() {}

    public static void send(ServerResponse response, Object value) {
        send(response, Status.OK_200, value);
    }

    public static void sendError(ServerResponse response, Status status, String message) {
        send(response, status, Map.of("error", message));
    }

    /// The response for a path without a route.
    public static void sendNotFound(ServerResponse response) {
        sendError(response, Status.NOT_FOUND_404, "There is nothing at this address.");
    }

    /// An event as the API shows it.
    public static Map<String, @Nullable Object> event(ThreadEvent event) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("event_id", event.id().toString());
        members.put("created_at", event.createdAt().toString());
        members.put("event_type", event.type());
        members.put("event_data", event.data());
        return members;
    }

    /// Handles requests that fail before they reach a route.
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

    /// The value as JSON, in UTF-8.
    ///
    /// @throws IllegalStateException for what is no JSON
    public static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is made of plain values", e);
        }
    }

    private static void send(ServerResponse response, Status status, Object value) {
        response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).send(bytes(value));
    }

    private static DirectHandler.TransportResponse answer(
            Status status, ServerResponseHeaders headers, @Nullable String message) {
        boolean isOurFault = status.code() >= Status.INTERNAL_SERVER_ERROR_500.code();
        String shown = message == null || isOurFault ? status.reasonPhrase() : message;
        AnswerHeaders.ALL.forEach(headers::set);
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .entity(bytes(Map.of("error", shown)))
                .build();
    }
}
