package io.jims.app.assistant.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a tool's arguments, in LangChain4j's form.
final class ToolSchema {
    private static final String DESCRIPTION = "description";
    private static final String PROPERTIES = "properties";

    private ToolSchema() {}

    /// @param simple whether only types, names, descriptions and fixed words are kept: Gemini takes
    ///   no more
    static JsonObjectSchema of(@Nullable Map<String, Object> schema, boolean simple) {
        ObjectNode json = ProviderJson.MAPPER.valueToTree(schema == null ? Map.of() : schema);
        if (simple) {
            return object(json);
        }
        JsonObjectSchema.Builder builder = JsonObjectSchema.builder();
        for (Map.Entry<String, JsonNode> property : json.path(PROPERTIES).properties()) {
            builder.addProperty(
                    property.getKey(), JsonRawSchema.from(property.getValue().toString()));
        }
        Map<String, JsonSchemaElement> definitions = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : json.path("$defs").properties()) {
            definitions.put(one.getKey(), JsonRawSchema.from(one.getValue().toString()));
        }
        if (!definitions.isEmpty()) {
            builder.definitions(definitions);
        }
        return builder.required(words(json.path("required"))).build();
    }

    private static JsonObjectSchema object(JsonNode json) {
        JsonObjectSchema.Builder builder = JsonObjectSchema.builder();
        for (Map.Entry<String, JsonNode> property : json.path(PROPERTIES).properties()) {
            builder.addProperty(property.getKey(), element(property.getValue()));
        }
        return builder.required(words(json.path("required")))
                .description(description(json))
                .build();
    }

    private static JsonSchemaElement element(JsonNode json) {
        for (String choice : List.of("anyOf", "oneOf")) {
            for (JsonNode option : json.path(choice)) {
                if (!ProviderJson.text(option, "type").equals("null")) {
                    return element(option);
                }
            }
        }
        String description = description(json);
        return switch (type(json.path("type"))) {
            case "integer" -> JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" -> JsonBooleanSchema.builder().description(description).build();
            case "array" ->
                    JsonArraySchema.builder()
                            .description(description)
                            .items(element(json.path("items")))
                            .build();
            case "object" -> object(json);
            default ->
                    json.path("enum").isArray()
                            ? JsonEnumSchema.builder()
                                    .description(description)
                                    .enumValues(words(json.path("enum")))
                                    .build()
                            : JsonStringSchema.builder().description(description).build();
        };
    }

    /// The first that is not null, where there are several.
    private static String type(JsonNode type) {
        for (JsonNode one : type) {
            if (!one.asText().equals("null")) {
                return one.asText();
            }
        }
        return type.asText();
    }

    private static @Nullable String description(JsonNode json) {
        return json.path(DESCRIPTION).isTextual() ? json.path(DESCRIPTION).textValue() : null;
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}
