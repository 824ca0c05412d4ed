package io.jims.app.assistant.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.List;

/// The stream of OpenAI and the many compatible servers. LangChain4j gets the text, complete tool
/// calls, the reason of the end, and the usage.
public final class OpenAiDialect extends Dialect {
    private static final String CHOICES = "choices";
    private static final String CONTENT = "content";
    private static final String DELTA = "delta";
    private static final String TEXT = "text";
    private static final String TOOL_CALLS = "tool_calls";
    private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning");
    private static final List<String> COUNTS =
            List.of("prompt_tokens", "completion_tokens", "total_tokens");
    private static final String DETAILS = "prompt_tokens_details";
    private static final String CACHED = "cached_tokens";

    private final ToolCalls calls = new ToolCalls();
    private boolean callsTold;

    public OpenAiDialect(StreamListener listener) {
        super(listener);
    }

    @Override
    List<ServerSentEvent> translate(JsonNode event) {
        return List.of(event(null, chunk(event)));
    }

    @Override
    List<ServerSentEvent> translateWhole(JsonNode answer) {
        return first(answer).isMissingNode() ? List.of() : List.of(event(null, chunk(answer)));
    }

    /// The tool calls of a server that sends no finish reason.
    @Override
    List<ServerSentEvent> end() {
        ObjectNode chunk = ProviderJson.MAPPER.createObjectNode();
        ObjectNode delta = delta(chunk);
        tellCalls(delta);
        return delta.isEmpty() ? List.of() : List.of(event(null, chunk));
    }

    /// What is said is the `delta` of a stream, or the `message` of a whole answer.
    private ObjectNode chunk(JsonNode event) {
        ObjectNode chunk = ProviderJson.MAPPER.createObjectNode();
        if (event.path("model").isTextual()) {
            chunk.set("model", event.get("model"));
        }
        copyUsage(event, chunk);
        JsonNode choice = first(event);
        JsonNode said = choice.path(choice.path(DELTA).isObject() ? DELTA : "message");
        ObjectNode delta = delta(chunk);
        String text = content(said.path(CONTENT)) + ProviderJson.text(said, "refusal");
        if (!text.isEmpty()) {
            delta.put(CONTENT, text);
        }
        THOUGHTS.stream()
                .map(name -> ProviderJson.text(said, name))
                .filter(thought -> !thought.isEmpty())
                .findFirst()
                .ifPresent(listener()::think);
        said.path(TOOL_CALLS).forEach(call -> listener().writeArguments(calls.add(call)));
        cite(event, said);
        String reason = ProviderJson.text(choice, "finish_reason");
        if (!reason.isBlank()) {
            tellCalls(delta);
        }
        endWith(reason);
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk) {
        return chunk.putArray(CHOICES).addObject().put("index", 0).putObject(DELTA);
    }

    private void tellCalls(ObjectNode delta) {
        if (!calls.isEmpty() && !callsTold) {
            callsTold = true;
            delta.set(TOOL_CALLS, calls.toJson());
        }
    }

    /// The answer that counts, where there are several.
    private static JsonNode first(JsonNode event) {
        for (JsonNode choice : event.path(CHOICES)) {
            if (choice.path("index").asInt(0) == 0) {
                return choice;
            }
        }
        return ProviderJson.MAPPER.missingNode();
    }

    /// A text, or an array of parts, as Mistral's models that think send it.
    private String content(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.has("thinking")) {
                listener().think(content(part.path("thinking")));
            } else {
                text.append(part.isTextual() ? part.textValue() : ProviderJson.text(part, TEXT));
            }
        }
        return text.toString();
    }

    /// `annotations`, as models with a search of their own send them, and Perplexity's lists.
    private void cite(JsonNode event, JsonNode said) {
        for (JsonNode annotation : said.path("annotations")) {
            JsonNode source = annotation.path("url_citation");
            listener().cite(ProviderJson.text(source, "title"), ProviderJson.text(source, "url"));
        }
        for (JsonNode source : event.path("search_results")) {
            listener().cite(ProviderJson.text(source, "title"), ProviderJson.text(source, "url"));
        }
        for (JsonNode url : event.path("citations")) {
            listener().cite("", url.asText());
        }
    }

    private static void copyUsage(JsonNode event, ObjectNode chunk) {
        JsonNode usage = event.path("usage");
        if (!usage.isObject()) {
            usage = event.path("x_groq").path("usage");
        }
        if (usage.isObject()) {
            ObjectNode copy = chunk.putObject("usage");
            for (String count : COUNTS) {
                copyCount(usage, count, copy);
            }
            if (usage.path(DETAILS).path(CACHED).isInt()) {
                copyCount(usage.path(DETAILS), CACHED, copy.putObject(DETAILS));
            }
        }
    }

    private static void copyCount(JsonNode from, String name, ObjectNode to) {
        if (from.path(name).isInt()) {
            to.put(name, from.path(name).intValue());
        }
    }
}
