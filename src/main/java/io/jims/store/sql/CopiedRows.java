package io.jims.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.core.Uuid7;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Converts values to a form for both databases, as close to the original as possible: other
/// programs may write any type to SQLite, while PostgreSQL is strict.
public final class CopiedRows {
    private static final int MAX_NAME = 255;

    /// Accepts what PostgreSQL accepts: one value, and nothing after it.
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private CopiedRows() {}

    /// The uuid as 32 hexadecimal digits; for an id that SQLite has converted to a number, the
    /// substitute that readers see.
    public static String id(String text) {
        return Uuid7.compact(
                Uuid7.parse(text).orElseGet(() -> UUID.nameUUIDFromBytes(text.getBytes(UTF_8))));
    }

    /// The time in UTC, to microseconds.
    ///
    /// @throws IllegalArgumentException if it is none that can be read
    public static String time(String text) {
        return TimestampText.write(TimestampText.read(text));
    }

    /// Text without characters that PostgreSQL has no room for.
    public static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /// The same, no longer than the column.
    public static @Nullable String name(@Nullable String text) {
        String clean = text(text);
        return clean == null ? null : FirstCharacters.of(clean, MAX_NAME);
    }

    /// JSON unchanged; other text in the form that readers see.
    public static @Nullable String json(@Nullable String text) {
        if (text == null || isJson(text)) {
            return text;
        }
        return JsonText.write(JsonText.read(text));
    }

    /// A thread's settings, of which PostgreSQL keeps no more than what they mean.
    public static String config(@Nullable String text) {
        return JsonText.write(withoutNul(JsonText.read(text)));
    }

    /// The same text for settings that mean the same.
    public static String meaning(String config) {
        return meaningOf(JsonText.read(config));
    }

    private static boolean isJson(String text) {
        try {
            return !STRICT.readTree(text).isMissingNode() && text.indexOf('\0') < 0;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Map<String, @Nullable Object> withoutNul(Map<String, @Nullable Object> object) {
        return JsonText.read(JsonText.write(object).replace("\\u0000", "\\ufffd"));
    }

    private static String meaningOf(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> {
                Map<String, String> members = new TreeMap<>();
                object.forEach(
                        (name, member) -> members.put(String.valueOf(name), meaningOf(member)));
                yield members.toString();
            }
            case Collection<?> array ->
                    array.stream()
                            .map(CopiedRows::meaningOf)
                            .collect(Collectors.joining(",", "[", "]"));
            case Number number ->
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case String text -> '"' + text + '"';
            case null -> "null";
            default -> value.toString();
        };
    }
}
