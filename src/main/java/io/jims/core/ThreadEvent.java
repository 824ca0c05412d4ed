package io.jims.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened in a thread. Immutable.
///
/// @param id uuid7, unique in its thread
/// @param createdAt UTC, to the microsecond (what the store keeps)
/// @param type `domain.name`, such as `comm.user_message`; 1 to 255 characters without U+0000 and
///   lone surrogates, which databases cannot store
/// @param data a JSON object as plain Java values; copied
public record ThreadEvent(
        UUID id, Instant createdAt, String type, Map<String, @Nullable Object> data) {
    /// The longest event type that fits the store's column, in characters.
    public static final int MAX_TYPE_LENGTH = 255;

    public ThreadEvent {
        if (type.isBlank() || type.length() > MAX_TYPE_LENGTH) {
            throw new IllegalArgumentException(
                    "an event type has 1 to "
                            + MAX_TYPE_LENGTH
                            + " characters, not "
                            + type.length());
        }
        if (!type.codePoints().allMatch(ThreadEvent::isStorable)) {
            throw new IllegalArgumentException(
                    "an event type has neither U+0000 nor half a surrogate pair");
        }
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        data = JsonData.copyOf(data);
    }

    /// A new event at the present time.
    ///
    /// @throws IllegalArgumentException for a bad type or data that is not JSON
    public static ThreadEvent create(String type, Map<String, ? extends @Nullable Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.now(), type, JsonData.copyOf(data));
    }

    /// A copy with another time.
    public ThreadEvent at(Instant time) {
        return new ThreadEvent(id, time, type, data);
    }

    /// The part of the type before the first dot: `comm` of `comm.user_message`.
    public String domain() {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }

    /// The part of the type after the first dot: `user_message` of `comm.user_message`; empty
    /// without a dot.
    public String name() {
        int dot = type.indexOf('.');
        return dot < 0 ? "" : type.substring(dot + 1);
    }

    /// Whether this is a message of visitor or assistant (`comm.*`).
    public boolean isCommunication() {
        return type.startsWith(EventTypes.COMMUNICATION);
    }

    /// Whether the visitor typed or clicked this.
    public boolean isFromUser() {
        return isCommunication() && ChatMessage.USER.equals(text("role"));
    }

    /// Whether a person wrote this in place of the assistant; `author` is their name.
    public boolean isFromPerson() {
        return type.startsWith(EventTypes.ASSISTANT) && text("author") != null;
    }

    /// The event as a message; empty if it has no role or no text.
    ChatMessage toMessage() {
        String role = text("role");
        String content = text("content");
        return new ChatMessage(role == null ? "" : role, content == null ? "" : content);
    }

    /// The object under this key of the data; empty if it is missing or not an object.
    @SuppressWarnings("unchecked") // the keys of its maps are strings, see JsonData
    public Map<String, @Nullable Object> object(String key) {
        return data.get(key) instanceof Map<?, ?> object
                ? (Map<String, @Nullable Object>) object
                : Map.of();
    }

    /// The string under this key of the data; for a list of content parts, as models take them, the
    /// text parts joined by line breaks; null if it is missing or something else.
    public @Nullable String text(String key) {
        return switch (data.get(key)) {
            case String text -> text;
            case List<?> parts -> String.join("\n", texts(parts));
            case null, default -> null;
        };
    }

    /// The text of the message in `content`, in any form that other services write.
    public String content() {
        String text = text("content");
        return text == null ? Objects.toString(data.get("content"), "") : text;
    }

    private static boolean isStorable(int character) {
        return character != 0
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    }

    private static List<String> texts(List<?> parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            Object text = part instanceof Map<?, ?> object ? object.get("text") : part;
            if (text instanceof String found) {
                texts.add(found);
            }
        }
        return texts;
    }
}
