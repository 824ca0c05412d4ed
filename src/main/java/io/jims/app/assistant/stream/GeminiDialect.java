package io.jims.app.assistant.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.ProviderJson;
import io.jims.app.assistant.wire.ProviderMessage;
import java.util.ArrayList;
import java.util.List;

/// The stream of Gemini.
public final class GeminiDialect extends Dialect {
    private static final String CANDIDATES = "candidates";
    private static final String FEEDBACK = "promptFeedback";
    private static final String FINISH_REASON = "finishReason";
    private static final String PARTS = "parts";
    private static final String CONTENT = "content";

    public GeminiDialect(StreamListener listener) {
        super(listener);
    }

    @Override
    List<ServerSentEvent> translate(JsonNode event) {
        if (event.path(FEEDBACK).has("blockReason")) {
            throw new ModelException(
                    ModelFailure.REFUSED,
                    "blocked" + ProviderMessage.of(event.path(FEEDBACK).toString()));
        }
        ObjectNode copy = event.deepCopy();
        for (JsonNode candidate : copy.path(CANDIDATES)) {
            withoutThoughts(candidate.path(CONTENT));
            cite(candidate.path("groundingMetadata"));
            endWith(ProviderJson.text(candidate, FINISH_REASON));
            if (candidate.has(FINISH_REASON)) { // LangChain4j fails for those it does not know
                ((ObjectNode) candidate).put(FINISH_REASON, "STOP");
            }
        }
        return List.of(event(null, copy));
    }

    /// One response, or all of a stream in an array.
    @Override
    List<ServerSentEvent> translateWhole(JsonNode answer) {
        List<ServerSentEvent> events = new ArrayList<>();
        for (JsonNode part : answer.isArray() ? answer : List.of(answer)) {
            if (part.has(CANDIDATES) || part.has(FEEDBACK)) {
                events.addAll(translate(part));
            }
        }
        return events;
    }

    private void withoutThoughts(JsonNode content) {
        if (content.path(PARTS) instanceof ArrayNode parts) {
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).path("thought").asBoolean()) {
                    listener().think(ProviderJson.text(parts.get(i), "text"));
                    parts.remove(i);
                }
            }
        }
    }

    private void cite(JsonNode grounding) {
        for (JsonNode chunk : grounding.path("groundingChunks")) {
            JsonNode source = chunk.path("web");
            listener().cite(ProviderJson.text(source, "title"), ProviderJson.text(source, "uri"));
        }
    }
}
