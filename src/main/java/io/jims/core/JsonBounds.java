package io.jims.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How large a JSON object may be that somebody else sends.
///
/// @param bytes of its JSON in UTF-8
/// @param depth how deep objects and arrays stand in each other; the object itself is the first
public record JsonBounds(int bytes, int depth) {
    /// What comes with a visitor's message.
    public static final JsonBounds CONTEXT = new JsonBounds(4_096, 3);

    /// The object, as an unmodifiable copy.
    ///
    /// @param what it is, for the message
    /// @param json the same as text, without blanks
    /// @throws IllegalArgumentException if it is too large, too deep, or holds what is no JSON
    public Map<String, @Nullable Object> require(
            String what, Map<String, @Nullable Object> object, String json) {
        int size = json.getBytes(UTF_8).length;
        if (size > bytes) {
            throw new IllegalArgumentException(
                    "%s has %d bytes; at most %d are allowed".formatted(what, size, bytes));
        }
        if (depth(object) > depth) {
            throw new IllegalArgumentException(
                    what + " may be nested " + depth + " levels deep, itself included");
        }
        return JsonData.copyOf(object);
    }

    private static int depth(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                    1 + object.values().stream().mapToInt(JsonBounds::depth).max().orElse(0);
            case List<?> array -> 1 + array.stream().mapToInt(JsonBounds::depth).max().orElse(0);
            case null, default -> 0;
        };
    }
}
