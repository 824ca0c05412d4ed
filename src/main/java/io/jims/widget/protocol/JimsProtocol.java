package io.jims.widget.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The frames of `jims.v1`: JSON objects with a `type`. Their schema is `jims-v1.schema.json`
/// beside this class.
public final class JimsProtocol {
    /// The WebSocket subprotocol of these frames.
    public static final String NAME = "jims.v1";

    /// The name of the feature, of its frame, and of its key in the welcome.
    public static final String HANDOFF = "handoff";

    /// Sent in place of a reason that is not for the visitor.
    private static final String UNEXPLAINED = "Something went wrong with the answer.";

    private JimsProtocol() {}

    /// Parses a client's frame; unknown fields are ignored.
    ///
    /// @throws ChatException `BAD_FRAME`, saying what is wrong and what is allowed
    public static ClientFrame parse(String frame) {
        JsonNode json = object(frame);
        return switch (json.path("type").asText()) {
            case "hello" -> hello(json);
            case "message" -> message(json);
            case "stop" -> new ClientFrame.Stop();
            case "retry" -> new ClientFrame.Retry(id(json, "id"));
            case "history" -> new ClientFrame.History(id(json, "before"));
            case "feedback" -> feedback(json);
            case "threads" -> new ClientFrame.Threads();
            case "result" -> PageActions.result(id(json, "id"), json);
            default ->
                    throw bad(
                            "a frame's \"type\" must be hello, message, stop, retry, history,"
                                    + " feedback, threads or result");
        };
    }

    /// Encodes a frame of the server.
    public static String write(ServerFrame frame) {
        return json(frame).toString();
    }

    private static JsonNode object(String frame) {
        try {
            JsonNode json = Json.read(frame);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new ChatException(ErrorCode.BAD_FRAME, "a frame must be a JSON object", e);
        }
        throw bad("a frame must be a JSON object");
    }

    private static ClientFrame.Hello hello(JsonNode json) {
        String thread = text(json, "thread_id");
        String after = text(json, "after");
        return new ClientFrame.Hello(
                thread == null ? null : ThreadId.parse(thread).orElse(null),
                text(json, "contact_id"),
                text(json, "token"),
                after == null ? null : Uuid7.parse(after).orElse(null),
                text(json, "lang"),
                PageActions.names(json.path("tools")));
    }

    private static ClientFrame.Message message(JsonNode json) {
        UUID id = id(json, "id");
        JsonNode text = json.path("text");
        if (!text.isTextual()) {
            throw bad("a message's \"text\" must be a string");
        }
        String label = text(json, "label");
        return new ClientFrame.Message(
                id,
                PythonText.strip(WholeText.of(text.textValue())),
                label == null ? null : WholeText.of(label),
                PageContext.of(json.path("context")),
                attachments(json.path("attachments")));
    }

    private static List<UUID> attachments(JsonNode ids) {
        if (!ids.isMissingNode() && !ids.isNull() && !ids.isArray()) {
            throw bad("a message's \"attachments\" must be a list of uuids");
        }
        return ids.valueStream()
                .map(id ->
                        Uuid7.parse(id.asText())
                                .orElseThrow(
                                        () -> bad("a message's \"attachments\" must be uuids")))
                .distinct()
                .toList();
    }

    private static ClientFrame.Rate feedback(JsonNode json) {
        UUID id = id(json, "id");
        Rating rating =
                Rating.of(text(json, "rating"))
                        .orElseThrow(() -> bad("a feedback's \"rating\" must be up, down or none"));
        String comment = text(json, "comment");
        try {
            return new ClientFrame.Rate(
                    new Feedback(
                            id,
                            rating,
                            comment == null ? "" : PythonText.strip(WholeText.of(comment))));
        } catch (IllegalArgumentException e) {
            throw new ChatException(
                    ErrorCode.TOO_LONG, "The comment is too long: " + e.getMessage() + ".", e);
        }
    }

    private static UUID id(JsonNode json, String key) {
        String kind = json.path("type").asText();
        return Optional.ofNullable(text(json, key))
                .flatMap(Uuid7::parse)
                .orElseThrow(() -> bad("a %s's \"%s\" must be a uuid".formatted(kind, key)));
    }

    /// The string under this key; null if it is missing, null or blank.
    private static @Nullable String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw bad("\"" + key + "\" must be a string");
        }
        return value.textValue().isBlank() ? null : value.textValue();
    }

    private static ChatException bad(String message) {
        return new ChatException(ErrorCode.BAD_FRAME, message);
    }

    private static ObjectNode json(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.Welcome welcome -> welcome(welcome);
            case ServerFrame.History(List<ServerFrame.Message> events, boolean more) -> {
                ObjectNode history = typed("history");
                history.putArray("events").addAll(messages(events));
                yield history.put("more", more);
            }
            case ServerFrame.Ack(UUID id, ThreadId thread) ->
                    typed("ack")
                            .put("id", id.toString())
                            .put("thread_id", thread.value().toString());
            case ServerFrame.Status(String text, var author) ->
                    withAuthor(typed("status").put("text", text), author);
            case ServerFrame.HandedOff(var mode) -> typed(HANDOFF).put("mode", mode.wireName());
            case ServerFrame.Delta(UUID id, String text) ->
                    typed("delta").put("id", id.toString()).put("text", text);
            case ServerFrame.Message message -> message(message);
            case ServerFrame.Rated(UUID id, Rating rating) ->
                    typed("rated").put("id", id.toString()).put("rating", rating.wireName());
            case ServerFrame.Call(UUID id, var name, var input, var timeout, var confirm) -> {
                ObjectNode call = typed("call").put("id", id.toString()).put("name", name);
                call.set("input", Json.MAPPER.valueToTree(input));
                call.put("timeout_ms", timeout.toMillis());
                yield confirm == null ? call : call.put("confirm", confirm);
            }
            case ServerFrame.Threads(List<ServerFrame.Threads.Item> items) -> {
                ObjectNode threads = typed("threads");
                threads.putArray("items").addAll(items.stream().map(JimsProtocol::item).toList());
                yield threads;
            }
            case ServerFrame.Done(UUID id, boolean stopped) -> {
                ObjectNode done = typed("done").put("id", id.toString());
                yield stopped ? done.put("stopped", true) : done;
            }
            case ServerFrame.Failure failure -> failure(failure);
        };
    }

    private static ObjectNode typed(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private static ObjectNode welcome(ServerFrame.Welcome welcome) {
        ObjectNode json = typed("welcome");
        ThreadId thread = welcome.thread();
        if (thread != null) {
            json.put("thread_id", thread.value().toString());
        }
        json.put("contact_id", welcome.contact());
        welcome.texts().forEach(json.putObject("texts")::put);
        welcome.limits().forEach(json.putObject("limits")::put);
        welcome.features().forEach(json.putArray("features")::add);
        ServerFrame.UploadOffer uploads = welcome.uploads();
        if (uploads != null) {
            ObjectNode offer =
                    json.putObject("uploads")
                            .put("address", uploads.address())
                            .put("ticket", uploads.ticket())
                            .put("bytes", uploads.bytes())
                            .put("files", uploads.files());
            uploads.types().forEach(offer.putArray("types")::add);
        }
        json.putArray("events").addAll(messages(welcome.events()));
        if (welcome.isWithPerson() || welcome.features().contains(HANDOFF)) {
            Mode mode = welcome.isWithPerson() ? Mode.HUMAN : Mode.ASSISTANT;
            json.put(HANDOFF, mode.wireName());
        }
        if (welcome.more()) {
            json.put("more", true);
        }
        ServerFrame.Active active = welcome.active();
        if (active != null) {
            ObjectNode run = json.putObject("active").put("id", active.id().toString());
            if (active.message() != null) {
                run.put("message_id", active.message().toString());
            }
            run.put("text", active.text());
        }
        return json;
    }

    private static List<ObjectNode> messages(List<ServerFrame.Message> events) {
        return events.stream().map(JimsProtocol::message).toList();
    }

    private static ObjectNode message(ServerFrame.Message message) {
        ObjectNode json =
                typed("message")
                        .put("id", message.id().toString())
                        .put("role", message.role())
                        .put("text", message.text());
        if (!message.buttons().isEmpty()) {
            List<List<ButtonView>> rows = message.buttons();
            json.putArray("buttons").addAll(rows.stream().map(JimsProtocol::row).toList());
        }
        withAuthor(json.put("at", message.at().toString()), message.author());
        if (!message.attachments().isEmpty()) {
            json.putArray("attachments")
                    .addAll(message.attachments().stream().map(JimsProtocol::attachment).toList());
        }
        return message.rating() == null ? json : json.put("rating", message.rating().wireName());
    }

    private static ObjectNode withAuthor(ObjectNode json, @Nullable String name) {
        if (name != null) {
            json.putObject("author").put("name", name);
        }
        return json;
    }

    private static ObjectNode attachment(ServerFrame.Message.File file) {
        ObjectNode json =
                Json.MAPPER
                        .createObjectNode()
                        .put("id", file.id().toString())
                        .put("name", file.name())
                        .put("type", file.type())
                        .put("size", file.size());
        return file.address() == null ? json : json.put("address", file.address());
    }

    private static ObjectNode item(ServerFrame.Threads.Item item) {
        return Json.MAPPER
                .createObjectNode()
                .put("thread_id", item.thread().value().toString())
                .put("title", item.title())
                .put("at", item.at().toString());
    }

    private static JsonNode row(List<ButtonView> row) {
        return Json.MAPPER
                .createArrayNode()
                .addAll(
                        row.stream()
                                .map(button ->
                                        Json.MAPPER
                                                .createObjectNode()
                                                .put("text", button.text())
                                                .put("id", button.id()))
                                .toList());
    }

    private static ObjectNode failure(ServerFrame.Failure failure) {
        String text = failure.text().isBlank() ? UNEXPLAINED : failure.text();
        ObjectNode json = typed("error").put("code", failure.code().wireName()).put("text", text);
        if (failure.isSaid()) {
            json.put("said", true);
        }
        if (failure.reason() != null) {
            json.put("reason", failure.reason());
        }
        if (failure.id() != null) {
            json.put("id", failure.id().toString());
        }
        if (failure.retryAfter() != null) {
            json.put("retry_after", Math.max(1, failure.retryAfter().toSeconds()));
        }
        return json.put("retry", failure.code().retry());
    }
}
