package io.jims.app.assistant.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.ArrayList;
import java.util.List;

/// The stream of Anthropic and compatible servers.
public final class AnthropicDialect extends Dialect {
    private static final String STOP_REASON = "stop_reason";
    private static final String CONTENT = "content";
    private static final String DELTA = "delta";
    private static final String TYPE = "type";

    public AnthropicDialect(StreamListener listener) {
        super(listener);
    }

    @Override
    List<ServerSentEvent> translate(JsonNode event) {
        JsonNode delta = event.path(DELTA);
        String thought = ProviderJson.text(delta, "thinking");
        if (!thought.isEmpty()) {
            listener().think(thought);
        }
        listener().writeArguments(ProviderJson.text(delta, "partial_json"));
        cite(delta.path("citation"));
        endWith(ProviderJson.text(delta, STOP_REASON));
        return List.of(event(ProviderJson.text(event, TYPE), event));
    }

    /// As the events in which it would have been streamed.
    @Override
    List<ServerSentEvent> translateWhole(JsonNode answer) {
        if (!answer.path(CONTENT).isArray()) {
            return List.of();
        }
        List<ServerSentEvent> events = new ArrayList<>();
        ObjectNode start = typed("message_start");
        start.set("message", answer);
        events.add(event("message_start", start));
        int index = 0;
        for (JsonNode block : answer.path(CONTENT)) {
            addBlock(block, index++, events);
        }
        ObjectNode end = typed("message_delta");
        end.putObject(DELTA).set(STOP_REASON, answer.path(STOP_REASON));
        end.set("usage", answer.path("usage"));
        events.add(event("message_delta", end));
        events.add(event("message_stop", typed("message_stop")));
        endWith(ProviderJson.text(answer, STOP_REASON));
        return events;
    }

    private void addBlock(JsonNode block, int index, List<ServerSentEvent> events) {
        ObjectNode begun = block.deepCopy();
        ObjectNode delta = ProviderJson.MAPPER.createObjectNode();
        switch (ProviderJson.text(block, TYPE)) {
            case "text" -> {
                delta.put(TYPE, "text_delta").set("text", block.path("text"));
                begun.put("text", "");
                block.path("citations").forEach(this::cite);
            }
            case "tool_use" -> {
                delta.put(TYPE, "input_json_delta")
                        .put("partial_json", block.path("input").toString());
                begun.putObject("input");
            }
            default -> {
                listener().think(ProviderJson.text(block, "thinking"));
                return;
            }
        }
        ObjectNode start = typed("content_block_start").put("index", index);
        start.set("content_block", begun);
        ObjectNode piece = typed("content_block_delta").put("index", index);
        piece.set(DELTA, delta);
        events.add(event("content_block_start", start));
        events.add(event("content_block_delta", piece));
        events.add(event("content_block_stop", typed("content_block_stop").put("index", index)));
    }

    private void cite(JsonNode citation) {
        listener().cite(ProviderJson.text(citation, "title"), ProviderJson.text(citation, "url"));
    }

    private static ObjectNode typed(String type) {
        return ProviderJson.MAPPER.createObjectNode().put(TYPE, type);
    }
}
