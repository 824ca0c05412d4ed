package io.jims.widget.protocol;

import io.jims.core.ErrorCode;
import io.jims.core.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client of `jims.v1` is sent.
public sealed interface ServerFrame {
    /// Answers `hello`.
    ///
    /// @param thread null as long as nothing has been said
    /// @param texts the words of the widget that are not built in
    /// @param limits the bounds that the client can keep by itself
    /// @param events what was said and the client has not seen, oldest first
    /// @param more whether there are older ones
    /// @param active the run under way
    record Welcome(
            @Nullable ThreadId thread,
            String contact,
            Map<String, String> texts,
            Map<String, Integer> limits,
            List<Message> events,
            boolean more,
            @Nullable Active active)
            implements ServerFrame {
        public Welcome {
            texts = Map.copyOf(texts);
            limits = Map.copyOf(limits);
            events = List.copyOf(events);
        }
    }

    /// Answers `history`.
    ///
    /// @param events oldest first
    /// @param more whether there are older ones
    record History(List<Message> events, boolean more) implements ServerFrame {
        public History {
            events = List.copyOf(events);
        }
    }

    /// A run under way.
    ///
    /// @param id of the user's message
    /// @param message id of the assistant's message that is being streamed; null before its first
    ///   piece
    /// @param text of that message so far
    record Active(UUID id, @Nullable UUID message, String text) {}

    /// The user's message is durable.
    record Ack(UUID id, ThreadId thread) implements ServerFrame {}

    /// What the run is doing.
    record Status(String text) implements ServerFrame {}

    /// The next piece of the assistant's message with this id.
    record Delta(UUID id, String text) implements ServerFrame {}

    /// A finished, stored message.
    ///
    /// @param buttons rows of buttons below it; may be empty
    record Message(UUID id, String role, String text, List<List<ButtonView>> buttons, Instant at)
            implements ServerFrame {
        public Message {
            buttons = List.copyOf(buttons);
        }
    }

    /// The run for the user's message with this id has ended.
    record Done(UUID id, boolean stopped) implements ServerFrame {}

    /// Something went wrong.
    ///
    /// @param text empty where the reason is not for the visitor
    /// @param id of the user's message that it is about
    /// @param retryAfter when it is worth trying again
    record Failure(ErrorCode code, String text, @Nullable UUID id, @Nullable Duration retryAfter)
            implements ServerFrame {
        /// Whether the app says the text to its visitor, who should read it as it is.
        boolean isSaid() {
            return code == ErrorCode.PIPELINE && !text.isBlank();
        }
    }
}
