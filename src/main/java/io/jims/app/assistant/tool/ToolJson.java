package io.jims.app.assistant.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.jims.app.assistant.wire.ProviderJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts the arguments and results of tools.
final class ToolJson {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private ToolJson() {}

    /// @param arguments empty for none
    /// @throws ToolException if they are no JSON object
    static Map<String, Object> read(String arguments) {
        try {
            return arguments.isBlank()
                    ? Map.of()
                    : ProviderJson.MAPPER.readValue(arguments, OBJECT);
        } catch (JsonProcessingException e) {
            throw new ToolException("the arguments are no JSON object", e);
        }
    }

    /// @throws ToolException if the result is no JSON
    static String write(@Nullable Object result) {
        try {
            return ProviderJson.MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new ToolException("the result is no JSON", e);
        }
    }
}
