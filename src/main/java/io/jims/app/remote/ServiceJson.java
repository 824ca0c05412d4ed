package io.jims.app.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encodes and decodes the JSON of requests and responses. Safe for all threads.
final class ServiceJson {
    /// Buffers are pooled for all threads, because virtual threads do not keep theirs; strings are
    /// bounded by the response.
    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .build();

    private ServiceJson() {}

    /// @throws ServiceException if the text is no JSON object
    static ObjectNode object(String text) throws ServiceException {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ServiceException.garbage("it sent JSON that is no object", null);
        } catch (JsonProcessingException e) { // whose message quotes the text
            throw ServiceException.garbage("it sent something that is no JSON", null);
        }
    }

    /// How many bytes it takes as JSON.
    static long length(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node).length;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was read cannot be written", e);
        }
    }

    /// The string of this name; empty where it is missing or something else.
    static Optional<String> text(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /// As plain Java values; `NaN` and `Infinity`, which Python writes, are null.
    static Map<String, @Nullable Object> toMap(ObjectNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.properties().forEach(member -> map.put(member.getKey(), toValue(member.getValue())));
        return map;
    }

    private static @Nullable Object toValue(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> toMap((ObjectNode) node);
            case ARRAY -> toList(node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> isFinite(node) ? node.numberValue() : null;
            case NULL, MISSING, BINARY, POJO -> null; // the last three do not come from text
        };
    }

    private static List<@Nullable Object> toList(JsonNode array) {
        List<@Nullable Object> list = new ArrayList<>(array.size());
        array.forEach(element -> list.add(toValue(element)));
        return list;
    }

    private static boolean isFinite(JsonNode number) {
        return !number.isFloatingPointNumber() || Double.isFinite(number.doubleValue());
    }
}
