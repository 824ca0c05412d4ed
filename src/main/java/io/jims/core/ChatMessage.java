package io.jims.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message, in the form that models take.
///
/// @param role `user`, `assistant`, or another role that the event names
/// @param content the text
public record ChatMessage(String role, String content) {
    static final String USER = "user";

    private static final String ASSISTANT = "assistant";

    /// A message of the visitor.
    public static ChatMessage ofUser(String content) {
        return new ChatMessage(USER, content);
    }

    /// A message of the assistant.
    public static ChatMessage ofAssistant(String content) {
        return new ChatMessage(ASSISTANT, content);
    }

    /// The data of its event, with the keys in the order in which other services write them. The
    /// caller may add to it.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("role", role);
        data.put("content", content);
        return data;
    }
}
