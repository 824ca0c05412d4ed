package io.jims.core;

/// What one side said, as a model is given it.
///
/// @param role `user`, `assistant`, or another role that the event names
/// @param content the text
public record ChatMessage(String role, String content) {
    static ChatMessage of(ThreadEvent event) {
        String role = event.text("role");
        String content = event.text("content");
        return new ChatMessage(role == null ? "" : role, content == null ? "" : content);
    }
}
