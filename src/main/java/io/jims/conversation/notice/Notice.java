package io.jims.conversation.notice;

import io.jims.conversation.log.RunFailure;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.PageAction;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened in a conversation. Followers are told of it in its order.
public sealed interface Notice {
    /// The visitor's message is durable.
    record Accepted(UUID message, ThreadId thread) implements Notice {}

    /// The visitor's message, which was sent again, had been answered before.
    ///
    /// @param events all that are known of the thread, oldest first
    /// @param ratings of answers, by message
    record Answered(UUID message, List<ThreadEvent> events, Map<UUID, Rating> ratings)
            implements Notice {}

    /// What visitor or assistant said (`comm.*`), as it is stored.
    record Message(ThreadEvent event) implements Notice {}

    /// What the run is doing; never stored.
    record Status(String text) implements Notice {}

    /// The run streamed the next piece of an assistant message.
    ///
    /// @param message id of that
    record Piece(UUID message, String text) implements Notice {}

    /// The run failed.
    record Failed(RunFailure failure) implements Notice {}

    /// What the visitor thinks of an answer, as it is stored.
    record Rated(UUID message, Rating rating) implements Notice {
        public static Rated of(Feedback feedback) {
            return new Rated(feedback.message(), feedback.rating());
        }
    }

    /// The run has the page of the follower who is told do something.
    ///
    /// @param id of the call
    /// @param timeout how long it waits for the result
    record Call(UUID id, PageAction action, Map<String, @Nullable Object> input, Duration timeout)
            implements Notice {}

    /// Who answers from now on, as it is stored.
    record HandedOff(Handoff.Mode mode) implements Notice {}

    /// A person writes something to the visitor; never stored.
    ///
    /// @param author their name; empty where they write no more
    record Typing(String author) implements Notice {}

    /// The run for the visitor's message has ended, in whatever way; or a person answers it.
    record Ended(UUID message, boolean stopped) implements Notice {}
}
