package io.jims.core;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An action that the visitor's page can perform, such as adding an article to the cart. The
/// operator declares it, the page implements it, an app calls it.
///
/// @param name letters, digits, `_` and `-`, at most 64
/// @param description what it does, for a language model
/// @param inputSchema the JSON Schema of its input, an object
/// @param confirm the question to the visitor before it is performed; null to ask nothing
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
