package io.jims.widget.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.JsonBounds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parses the page context that comes with a visitor's message.
final class PageContext {
    private static final String NAME = "a message's \"context\"";

    private PageContext() {}

    /// @return null if there is none
    /// @throws ChatException `BAD_FRAME` if it is no object, or too large
    static @Nullable Map<String, @Nullable Object> of(JsonNode context) {
        if (context.isMissingNode() || context.isNull()) {
            return null;
        }
        if (!context.isObject()) {
            throw new ChatException(ErrorCode.BAD_FRAME, NAME + " must be an object");
        }
        try {
            return JsonBounds.CONTEXT.require(NAME, members(context), context.toString());
        } catch (IllegalArgumentException e) {
            throw new ChatException(ErrorCode.BAD_FRAME, String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, @Nullable Object> members(JsonNode object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.properties()
                .forEach(member ->
                        members.put(WholeText.of(member.getKey()), value(member.getValue())));
        return members;
    }

    /// Cleans texts of characters that databases and languages cannot keep.
    static @Nullable Object value(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> members(value);
            case ARRAY -> value.valueStream().map(PageContext::value).toList();
            case STRING -> WholeText.of(value.textValue());
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.numberValue();
            default -> null;
        };
    }
}
