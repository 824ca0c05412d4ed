package io.jims.operator.thread;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.conversation.Handoffs;
import io.jims.conversation.handoff.PersonMessage;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadId;
import io.jims.operator.http.BadRequest;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Lets a person take a conversation over, answer in it, and hand it back. Safe for all threads.
public record HandoffApi(Handoffs handoffs) {
    private static final String AUTHOR = "author";
    private static final String NOBODY = "operator";

    public void register(HttpRouting.Builder routing) {
        routing.put("/api/threads/{id}/handoff", this::handOff)
                .post("/api/threads/{id}/messages", this::say)
                .post("/api/threads/{id}/typing", this::type);
    }

    private void handOff(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        Mode mode =
                Mode.of(body.path("mode").asText())
                        .orElseThrow(() -> new BadRequest("mode is one of human, assistant."));
        String by = body.hasNonNull("by") ? text(body, "by") : NOBODY;
        Handoff handoff = checked(() -> new Handoff(mode, by));
        boolean isDone =
                Parameters.thread(request).filter(id -> handoffs.handOff(id, handoff)).isPresent();
        if (isDone) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("mode", mode.wireName());
            answer.put("by", by);
            JsonAnswers.send(response, answer);
        } else {
            JsonAnswers.sendNotFound(response);
        }
    }

    private void say(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        PersonMessage message =
                checked(() -> new PersonMessage(text(body, "text"), text(body, AUTHOR).strip()));
        Parameters.thread(request)
                .flatMap(id -> handoffs.say(id, message))
                .ifPresentOrElse(
                        said -> JsonAnswers.send(response, JsonAnswers.event(said)),
                        () -> JsonAnswers.sendNotFound(response));
    }

    private void type(ServerRequest request, ServerResponse response) {
        JsonNode body = body(request);
        String author = body.hasNonNull(AUTHOR) ? text(body, AUTHOR).strip() : "";
        if (author.length() > Handoff.MAX_NAME) {
            throw new BadRequest("author has at most " + Handoff.MAX_NAME + " characters.");
        }
        Optional<ThreadId> thread = Parameters.thread(request);
        thread.ifPresent(id -> handoffs.tellTyping(id, author));
        JsonAnswers.send(response, Map.of());
    }

    private static JsonNode body(ServerRequest request) {
        try {
            if (request.content().hasEntity()) {
                JsonNode body = JsonAnswers.JSON.readTree(request.content().as(byte[].class));
                if (body.isObject()) {
                    return body;
                }
            }
        } catch (IOException e) {
            throw new BadRequest("The body is a JSON object: " + reason(e) + ".");
        }
        throw new BadRequest("The body is a JSON object.");
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException parsing
                ? parsing.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual()) {
            throw new BadRequest(name + " is a string.");
        }
        return value.textValue();
    }

    /// Values that the model refuses are the client's fault.
    private static <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() + ".");
        }
    }
}
