package io.jims.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The data of communication events, its keys in the order in which other services write them.
public final class MessageData {
    /// The role of all that a run says.
    static final String ASSISTANT = "assistant";

    private MessageData() {}

    /// Role and text; the caller adds what else the event has.
    public static Map<String, @Nullable Object> of(String role, String content) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("role", role);
        data.put("content", content);
        return data;
    }
}
