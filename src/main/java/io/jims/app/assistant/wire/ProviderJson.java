package io.jims.app.assistant.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Parses the JSON of providers.
public final class ProviderJson {
    public static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ProviderJson() {}

    /// Reads JSON that a provider sent.
    ///
    /// @throws ModelException if it is no JSON
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw notUnderstood(text);
        }
    }

    public static ModelException notUnderstood(String text) {
        return new ModelException(
                ModelFailure.UNREADABLE, "not understood" + ProviderMessage.of(text));
    }

    /// The text of a member; empty where it is missing or no text.
    public static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? value.textValue() : "";
    }
}
