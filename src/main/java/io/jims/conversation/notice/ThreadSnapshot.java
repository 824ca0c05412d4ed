package io.jims.conversation.notice;

import io.jims.conversation.run.ActiveRun;
import io.jims.core.ChatThread;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A thread at a moment.
///
/// @param events the newest, oldest first; does not change later
/// @param ratings of answers, by message
/// @param isWithPerson whether a person answers
/// @param active the run under way; null for none
public record ThreadSnapshot(
        ChatThread thread,
        List<ThreadEvent> events,
        Map<UUID, Rating> ratings,
        boolean isWithPerson,
        @Nullable ActiveRun active) {
    /// One that the assistant has.
    public ThreadSnapshot(
            ChatThread thread,
            List<ThreadEvent> events,
            Map<UUID, Rating> ratings,
            @Nullable ActiveRun active) {
        this(thread, events, ratings, false, active);
    }
}
