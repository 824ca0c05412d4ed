package io.jims.store.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts JSON objects to and from the database's text. Safe for all threads.
///
/// Integers are read as `Integer`, `Long` or `BigInteger`, the smallest that fits; other numbers as
/// `Double`, or as `BigDecimal` if a `Double` would change the value.
///
/// Reading is lenient, since other services write to the same tables: SQL and JSON null become
/// `{}`; text that is not a JSON object, or is nested too deeply, becomes `{"value": <the text>}`;
/// a number that is not finite (Python writes `NaN` and `Infinity`) becomes null.
final class JsonText {
    /// The depth that the model's own data is held to.
    private static final int MAX_DEPTH = 100;

    /// Jackson keeps its buffers per thread by default: new ones for every virtual thread.
    private static final RecyclerPool<BufferRecycler> BUFFERS =
            JsonRecyclerPools.sharedConcurrentDequePool();

    private static final ObjectWriter WRITER =
            JsonMapper.builder(JsonFactory.builder().recyclerPool(BUFFERS).build())
                    .build()
                    .writer();
    private static final JsonFactory READER =
            JsonFactory.builder()
                    .recyclerPool(BUFFERS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonText() {}

    static String write(Map<String, @Nullable Object> object) {
        try {
            return escapeLoneSurrogates(WRITER.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, @Nullable Object> read(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        try (JsonParser parser = READER.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                Map<String, @Nullable Object> object = object(parser);
                return parser.nextToken() == null ? object : asValue(text);
            }
            return first == JsonToken.VALUE_NULL ? Map.of() : asValue(text);
        } catch (JsonProcessingException e) {
            return asValue(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> asValue(String text) {
        return Map.of("value", text);
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static @Nullable Number decimal(JsonParser parser) throws IOException {
        if (parser.isNaN()) {
            return null;
        }
        double number = parser.getDoubleValue();
        BigDecimal exact = parser.getDecimalValue();
        boolean same = Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(exact) == 0;
        return same ? (Number) number : exact;
    }

    /// Escapes lone surrogates, which UTF-8 cannot encode. They occur only within JSON strings, so
    /// the whole text can be escaped at once.
    private static String escapeLoneSurrogates(String json) {
        if (json.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints()
                .forEach(c -> {
                    if (c <= Character.MAX_VALUE && Character.isSurrogate((char) c)) {
                        escaped.append("\\u").append(Integer.toHexString(c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
