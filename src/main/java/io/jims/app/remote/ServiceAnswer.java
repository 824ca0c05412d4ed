package io.jims.app.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.ThreadContext;
import io.jims.core.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The answer of a jims-api service.
///
/// @param thread id of the service's thread
/// @param events that its app sent, in order
record ServiceAnswer(UUID thread, List<Event> events) {
    /// An event as the service's app sent it.
    record Event(String type, Map<String, @Nullable Object> data) {}

    /// Reads a `ChatResponse` of jims-api.
    ///
    /// @param maxBytes how long its events may be, as JSON
    /// @throws ServiceException if it is none, or too long
    static ServiceAnswer parse(String text, int maxBytes) throws ServiceException {
        ObjectNode json = ServiceJson.object(text);
        UUID thread =
                ServiceJson.text(json, "thread_id")
                        .flatMap(Uuid7::parse)
                        .orElseThrow(() -> incomplete("thread_id"));
        if (!(json.get("events") instanceof ArrayNode array)) {
            throw incomplete("events");
        }
        if (text.length() > maxBytes && ServiceJson.length(array) > maxBytes) {
            throw ServiceException.tooLong(maxBytes);
        }
        List<Event> events = new ArrayList<>();
        for (JsonNode event : array) {
            events.add(event(event));
        }
        return new ServiceAnswer(thread, List.copyOf(events));
    }

    /// Sends the events on, as the run's own.
    ///
    /// @throws ServiceException if one is none that can be stored
    void sendTo(ThreadContext context) throws ServiceException {
        for (Event event : events) {
            try {
                context.send(event.type(), event.data());
            } catch (IllegalArgumentException e) {
                throw ServiceException.garbage("it sent an event that cannot be stored", e);
            }
        }
    }

    private static Event event(JsonNode json) throws ServiceException {
        String type =
                ServiceJson.text(json, "event_type").orElseThrow(() -> incomplete("event_type"));
        if (!(json.get("event_data") instanceof ObjectNode data)) {
            throw incomplete("event_data");
        }
        return new Event(type, ServiceJson.toMap(data));
    }

    private static ServiceException incomplete(String name) {
        return ServiceException.garbage("it sent an answer without a proper " + name, null);
    }
}
