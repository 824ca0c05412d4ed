package io.jims.widget.protocol;

import io.jims.core.Feedback;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A frame from a client of `jims.v1`.
public sealed interface ClientFrame {
    /// Opens the conversation; the first frame.
    ///
    /// @param thread to resume; null if the client has none, or sent no uuid
    /// @param contact the visitor's id; null lets the server create one
    /// @param token that proves the visitor's identity
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

    /// A message of the visitor, resent until it is acknowledged.
    ///
    /// @param id made by the client, the same in each attempt
    /// @param label of a clicked button
    /// @param context of the visitor's page; null if unchanged
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

    /// Retries the visitor's last message, whose run failed or was stopped.
    record Retry(UUID id) implements ClientFrame {}

    /// Asks for the messages before the one with this id.
    record History(UUID before) implements ClientFrame {}

    /// Rates an answer.
    record Rate(Feedback feedback) implements ClientFrame {}

    /// Returns the result of a page action.
    ///
    /// @param value of the result, if there is no error
    /// @param error the reason why there is no value
    record Result(UUID id, @Nullable Object value, @Nullable String error) implements ClientFrame {}

    /// Asks for the list of the visitor's conversations.
    record Threads() implements ClientFrame {}

    /// Stops the run in progress.
    record Stop() implements ClientFrame {}
}
