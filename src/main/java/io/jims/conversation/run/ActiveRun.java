package io.jims.conversation.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run under way.
///
/// @param message id of the visitor's message that it answers
/// @param streamed id of the assistant's message that it streams; null before its first piece
/// @param text of that message so far
public record ActiveRun(UUID message, @Nullable UUID streamed, String text) {
    public static ActiveRun of(UUID message, StreamedText streamed) {
        return new ActiveRun(message, streamed.id(), streamed.text());
    }
}
