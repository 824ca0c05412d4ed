package io.jims.widget.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The frames of the basic protocol, which any DeepChat client sends and shows: one in, one out
/// (the seed's "WebSocket protocol").
public final class BasicProtocol {
    private static final List<String> TEXT_KEYS = List.of("text", "message", "content");

    private BasicProtocol() {}

    /// The visitor's text in this frame; empty if it is blank.
    public static Optional<String> userText(String frame) {
        JsonNode json = parse(frame);
        if (json.isTextual()) {
            String content = json.textValue();
            json = parse(content);
            if (json.isMissingNode()) {
                return trimmed(content);
            }
        }
        return trimmed(
                Stream.concat(lastMessageText(json), TEXT_KEYS.stream().flatMap(textUnder(json)))
                        .findFirst()
                        .orElse(frame));
    }

    /// A text.
    public static String text(String said) {
        return write(Map.of("text", said));
    }

    /// An error, as text.
    public static String error(String text) {
        return write(Map.of("error", text));
    }

    static String write(Object frame) {
        try {
            return Json.MAPPER.writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a frame: " + frame, e);
        }
    }

    /// The JSON value; missing if the text is not JSON.
    private static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Stream<String> lastMessageText(JsonNode json) {
        JsonNode messages = json.path("messages");
        return messages.isArray()
                ? textUnder(messages.path(messages.size() - 1)).apply("text")
                : Stream.empty();
    }

    private static Function<String, Stream<String>> textUnder(JsonNode object) {
        return key ->
                Stream.of(object.path(key))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .filter(text -> !text.isEmpty());
    }

    private static Optional<String> trimmed(String text) {
        return Optional.of(PythonText.strip(WholeText.of(text))).filter(whole -> !whole.isEmpty());
    }
}
