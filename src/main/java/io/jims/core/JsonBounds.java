package io.jims.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Limits for JSON objects from outside.
///
/// @param bytes of its JSON in UTF-8
/// @param depth of nested objects and arrays, the object itself included
public record JsonBounds(int bytes, int depth) {
    /// For the page context of a visitor's message.
    public static final JsonBounds CONTEXT = new JsonBounds(4_096, 3);

    /// For the input and the result of a page action.
    public static final JsonBounds PAGE_ACTION = new JsonBounds(16_384, 10);

    /// Checks the object, and returns an unmodifiable copy.
    ///
    /// @param what the object is, for the error message
    /// @param json its text, without insignificant white space
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

    /// The same check for an object that was not parsed from text.
    ///
    /// @throws IllegalArgumentException as for text; the size is that of the names, texts and
    ///   numbers in it
    public Map<String, @Nullable Object> require(
            String what, Map<String, ? extends @Nullable Object> object) {
        Map<String, @Nullable Object> copy = JsonData.copyOf(object);
        StringBuilder text = new StringBuilder();
        append(text, copy);
        return require(what, copy, text.toString());
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> object ->
                    object.forEach((name, member) -> {
                        text.append(name);
                        append(text, member);
                    });
            case List<?> array -> array.forEach(element -> append(text, element));
            case null, default -> text.append(value);
        }
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
