package io.jims.app.assistant.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of the schemas of MCP tools.
class ToolSchemaTest {
    private static final String SCHEMA =
            """
            {"type": "object", "required": ["place"], "$defs": {"Place": {"type": "string"}},
             "properties": {
               "place": {"$ref": "#/$defs/Place"},
               "unit": {"enum": ["C", "F"], "description": "of the temperature"},
               "days": {"type": ["integer", "null"], "minimum": 1},
               "near": {"anyOf": [{"type": "null"},
                                  {"type": "object", "properties": {"km": {"type": "integer"}}}]}}}
            """;

    @Test
    void schema_isKeptWhole() throws Exception {
        Map<String, Object> given = map(SCHEMA);

        Map<String, Object> sent = JsonSchemaElementUtils.toMap(ToolSchema.of(given, false));

        assertThat(sent).containsAllEntriesOf(given);
    }

    @Test
    void simpleSchema_keepsTypesAndWords() throws Exception {
        JsonObjectSchema schema = ToolSchema.of(map(SCHEMA), true);

        assertThat(schema.required()).containsExactly("place");
        assertThat(schema.properties().get("place")).isInstanceOf(JsonStringSchema.class);
        assertThat(schema.properties().get("days")).isInstanceOf(JsonIntegerSchema.class);
        assertThat(schema.properties().get("unit"))
                .isInstanceOfSatisfying(
                        JsonEnumSchema.class,
                        unit -> {
                            assertThat(unit.enumValues()).containsExactly("C", "F");
                            assertThat(unit.description()).isEqualTo("of the temperature");
                        });
        assertThat(schema.properties().get("near"))
                .isInstanceOfSatisfying(
                        JsonObjectSchema.class,
                        near -> assertThat(near.properties()).containsOnlyKeys("km"));
    }

    @Test
    void toolWithoutArguments_hasNone() {
        assertThat(ToolSchema.of(null, false).properties()).isEmpty();
        assertThat(ToolSchema.of(Map.of("type", "object"), true).properties()).isEmpty();
    }

    private static Map<String, Object> map(String json) throws Exception {
        return ProviderJson.MAPPER.readValue(json, new TypeReference<>() {});
    }
}
