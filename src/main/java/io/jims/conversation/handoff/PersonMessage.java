package io.jims.conversation.handoff;

import io.jims.core.ChatMessage;
import io.jims.core.Handoff;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person says to a visitor in the assistant's place.
///
/// @param text Markdown, as the assistant writes it
/// @param author the name that the visitor reads
public record PersonMessage(String text, String author) {
    /// Longest `text`, in UTF-16 characters.
    public static final int MAX_TEXT = 16_000;

    public PersonMessage {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "text has 1 to " + MAX_TEXT + " characters, not " + text.length());
        }
        if (author.isBlank() || author.length() > Handoff.MAX_NAME) {
            throw new IllegalArgumentException(
                    "author has 1 to " + Handoff.MAX_NAME + " characters, not " + author.length());
        }
    }

    /// The data of its event.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = ChatMessage.ofAssistant(text).toData();
        data.put("author", author);
        return data;
    }
}
