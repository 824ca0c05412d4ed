package io.jims.widget.protocol;

import io.jims.core.Feedback;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client of `jims.v1` sends.
public sealed interface ClientFrame {
    /// Opens the conversation; the first frame.
    ///
    /// @param thread to go on with; null where the client has none, or sent no uuid
    /// @param contact who the visitor is; null lets the server decide
    /// @param token proof of who the visitor is
    /// @param after id of the last event that the client has seen
    /// @param lang the visitor's language, a BCP 47 tag
    /// @param tools names of the actions that the page offers
    record Hello(
            @Nullable ThreadId thread,
            @Nullable String contact,
            @Nullable String token,
            @Nullable UUID after,
            @Nullable String lang,
            Set<String> tools)
            implements ClientFrame {
        public Hello {
            tools = Set.copyOf(tools);
        }
    }

    /// A message of the visitor, sent again until it is acknowledged.
    ///
    /// @param id made by the client, the same each time
    /// @param label of a clicked button
    /// @param context what the visitor's page tells; null where it tells nothing new
    /// @param attachments ids of uploaded files
    record Message(
            UUID id,
            String text,
            @Nullable String label,
            @Nullable Map<String, @Nullable Object> context,
            List<UUID> attachments)
            implements ClientFrame {
        public Message {
            attachments = List.copyOf(attachments);
        }
    }

    /// Wants an answer to a message whose run failed or was stopped, the visitor's last one.
    record Retry(UUID id) implements ClientFrame {}

    /// Wants what was said before the message with this id.
    record History(UUID before) implements ClientFrame {}

    /// Says what the visitor thinks of an answer.
    record Rate(Feedback feedback) implements ClientFrame {}

    /// Says what came of a call of the page's action.
    ///
    /// @param value where there is no error
    /// @param error why there is none
    record Result(UUID id, @Nullable Object value, @Nullable String error) implements ClientFrame {}

    /// Wants the visitor's conversations.
    record Threads() implements ClientFrame {}

    /// Ends the run under way.
    record Stop() implements ClientFrame {}
}
