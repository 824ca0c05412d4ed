package io.jims.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one side said, as a model is given it.
///
/// @param role `user`, `assistant`, or another role that the event names
/// @param content the text
public record ChatMessage(String role, String content) {
    static final String USER = "user";

    private static final String ASSISTANT = "assistant";

    /// What the visitor said.
    public static ChatMessage ofUser(String content) {
        return new ChatMessage(USER, content);
    }

    /// What the assistant said.
    public static ChatMessage ofAssistant(String content) {
        return new ChatMessage(ASSISTANT, content);
    }

    /// The data of its event, with the keys in the order in which other services write them; the
    /// caller may add to it.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("role", role);
        data.put("content", content);
        return data;
    }
}
