package io.jims.core;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that the page can do on which the visitor has the chat, such as putting an article
/// into the cart. The operator declares it, the page implements it, an app calls it.
///
/// @param name letters, digits, `_` and `-`, at most 64
/// @param description what it does, for a language model
/// @param inputSchema the JSON Schema of its input, an object
/// @param confirm what the visitor is asked before it is done; null where they are not asked
public record PageAction(
        String name,
        String description,
        Map<String, @Nullable Object> inputSchema,
        @Nullable String confirm) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /// @throws IllegalArgumentException for another name, or a schema that is not JSON
    public PageAction {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has letters, digits, _ and -, at most 64: " + name);
        }
        inputSchema = JsonData.copyOf(inputSchema);
    }
}
