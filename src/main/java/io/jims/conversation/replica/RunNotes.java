package io.jims.conversation.replica;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.ErrorCode;
import io.jims.core.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Notes as text: JSON objects with a `type`, in ASCII, so that a note's length is known.
public final class RunNotes {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder() // buffers of its threads would be garbage
                                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final String MESSAGE = "message";
    private static final String TEXT = "text";
    private static final String CODE = "code";

    private RunNotes() {}

    public static String write(RunNote note) {
        ObjectNode json = JSON.createObjectNode();
        switch (note) {
            case RunNote.Ask() -> json.put("type", "ask");
            case RunNote.Stop() -> json.put("type", "stop");
            case RunNote.Status(var message, var text) ->
                    json.put("type", "status").put(MESSAGE, message.toString()).put(TEXT, text);
            case RunNote.Piece(var message, var streamed, var offset, var text) ->
                    json.put("type", "piece")
                            .put(MESSAGE, message.toString())
                            .put("streamed", streamed.toString())
                            .put("offset", offset)
                            .put(TEXT, text);
            case RunNote.Ended(var message, var stopped, var code, var text) ->
                    json.put("type", "ended")
                            .put(MESSAGE, message.toString())
                            .put("stopped", stopped)
                            .put(CODE, code == null ? null : code.wireName())
                            .put(TEXT, text);
            case RunNote.Typing(var author) -> json.put("type", "typing").put("author", author);
        }
        try {
            return ASCII.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }

    /// Reads a note; empty for one of a kind that only newer servers know.
    public static Optional<RunNote> read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The pieces that a text of any length is told in.
    public static List<RunNote.Piece> pieces(UUID message, UUID streamed, int offset, String text) {
        List<RunNote.Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + RunNote.MAX_TEXT);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            pieces.add(
                    new RunNote.Piece(
                            message, streamed, offset + start, text.substring(start, end)));
            start = end;
        }
        return pieces;
    }

    private static Optional<RunNote> read(JsonNode json) {
        return switch (json.path("type").asText()) {
            case "ask" -> Optional.of(new RunNote.Ask());
            case "stop" -> Optional.of(new RunNote.Stop());
            case "status" ->
                    Optional.of(new RunNote.Status(id(json, MESSAGE), json.path(TEXT).asText()));
            case "piece" ->
                    Optional.of(
                            new RunNote.Piece(
                                    id(json, MESSAGE),
                                    id(json, "streamed"),
                                    json.path("offset").asInt(),
                                    json.path(TEXT).asText()));
            case "ended" ->
                    Optional.of(
                            new RunNote.Ended(
                                    id(json, MESSAGE),
                                    json.path("stopped").asBoolean(),
                                    json.hasNonNull(CODE)
                                            ? ErrorCode.ofWireName(json.path(CODE).asText())
                                            : null,
                                    json.path(TEXT).asText()));
            case "typing" -> Optional.of(new RunNote.Typing(json.path("author").asText()));
            default -> Optional.empty();
        };
    }

    private static UUID id(JsonNode json, String field) {
        return Uuid7.parse(json.path(field).asText())
                .orElseThrow(() -> new IllegalArgumentException(field + " must be a uuid"));
    }
}
