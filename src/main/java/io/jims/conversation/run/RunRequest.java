package io.jims.conversation.run;

import io.jims.core.ChatThread;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run is asked to answer.
///
/// @param events the thread so far, oldest first, the message to answer last; unmodifiable
/// @param retry whether an earlier run may have begun to answer it
/// @param language the visitor's, a BCP 47 tag; null where it is not known
/// @param work what the run is part of
public record RunRequest(
        ChatThread thread,
        List<ThreadEvent> events,
        boolean retry,
        @Nullable String language,
        Span work) {
    /// What the visitor wrote.
    String text() {
        return String.valueOf(events.getLast().text("content"));
    }
}
