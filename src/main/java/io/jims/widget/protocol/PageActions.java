package io.jims.widget.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.JsonBounds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Parses a client's list of its page's actions.
final class PageActions {
    private static final String TOOLS = "a hello's \"tools\" must be an array of names, at most ";
    private static final int MAX_TOOLS = 64;
    private static final int MAX_ERROR = 500;

    private PageActions() {}

    /// @throws ChatException `BAD_FRAME` if they are none, or too many
    static Set<String> names(JsonNode tools) {
        if (tools.isMissingNode() || tools.isNull()) {
            return Set.of();
        }
        if (!tools.isArray() || tools.size() > MAX_TOOLS) {
            throw new ChatException(ErrorCode.BAD_FRAME, TOOLS + MAX_TOOLS);
        }
        Set<String> names = new HashSet<>();
        tools.forEach(name -> names.add(name.asText()));
        return names;
    }

    /// @throws ChatException `BAD_FRAME` if the value is too large
    static ClientFrame.Result result(UUID id, JsonNode frame) {
        String error = frame.path("error").asText("");
        if (frame.hasNonNull("error")) {
            return new ClientFrame.Result(
                    id,
                    null,
                    WholeText.of(error.substring(0, Math.min(error.length(), MAX_ERROR))));
        }
        JsonNode value = frame.path("value");
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("value", PageContext.value(value));
        try {
            return new ClientFrame.Result(
                    id,
                    JsonBounds.PAGE_ACTION
                            .require("a result's \"value\"", result, value.toString())
                            .get("value"),
                    null);
        } catch (IllegalArgumentException e) {
            throw new ChatException(ErrorCode.BAD_FRAME, String.valueOf(e.getMessage()), e);
        }
    }
}
