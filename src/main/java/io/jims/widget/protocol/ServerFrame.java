package io.jims.widget.protocol;

import io.jims.core.Attachment;
import io.jims.core.ErrorCode;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A frame for a client of `jims.v1`.
public sealed interface ServerFrame {
    /// Answers `hello`.
    ///
    /// @param thread null until the first message
    /// @param texts the widget's words that differ from the built-in ones
    /// @param limits that the client can check itself
    /// @param features optional parts that the client may use
    /// @param events messages that the client has not seen, oldest first
    /// @param more whether there are older messages
    /// @param isWithPerson whether a person answers
    /// @param active the run in progress
    /// @param uploads null if uploads are off
    record Welcome(
            @Nullable ThreadId thread,
            String contact,
            Map<String, String> texts,
            Map<String, Integer> limits,
            List<String> features,
            List<Message> events,
            boolean more,
            boolean isWithPerson,
            @Nullable Active active,
            @Nullable UploadOffer uploads)
            implements ServerFrame {
        public Welcome {
            texts = Map.copyOf(texts);
            limits = Map.copyOf(limits);
            features = List.copyOf(features);
            events = List.copyOf(events);
        }

        /// A welcome to a thread in which the assistant answers.
        public Welcome(
                @Nullable ThreadId thread,
                String contact,
                Map<String, String> texts,
                Map<String, Integer> limits,
                List<String> features,
                List<Message> events,
                boolean more,
                @Nullable Active active,
                @Nullable UploadOffer uploads) {
            this(thread, contact, texts, limits, features, events, more, false, active, uploads);
        }
    }

    /// Where clients upload files, and which.
    ///
    /// @param address relative to the server's URL
    /// @param ticket to send with each upload
    /// @param types allowed media types
    /// @param bytes largest size of a file
    /// @param files most files in one message
    record UploadOffer(String address, String ticket, List<String> types, long bytes, int files) {
        public UploadOffer {
            types = List.copyOf(types);
        }
    }

    /// Answers `history`.
    ///
    /// @param events oldest first
    /// @param more whether there are older messages
    record History(List<Message> events, boolean more) implements ServerFrame {
        public History {
            events = List.copyOf(events);
        }
    }

    /// A run in progress.
    ///
    /// @param id of the user's message
    /// @param message id of the assistant's message that is being streamed; null before its first
    ///   piece
    /// @param text of that message so far
    record Active(UUID id, @Nullable UUID message, String text) {}

    /// The user's message is durable.
    record Ack(UUID id, ThreadId thread) implements ServerFrame {}

    /// What the run, or a person, is doing.
    ///
    /// @param text empty when it is over
    /// @param author the name of a person who is typing; null for a run
    record Status(String text, @Nullable String author) implements ServerFrame {
        /// The status of a run.
        public Status(String text) {
            this(text, null);
        }
    }

    /// Who answers from now on.
    record HandedOff(Handoff.Mode mode) implements ServerFrame {}

    /// The next piece of the assistant's message with this id.
    record Delta(UUID id, String text) implements ServerFrame {}

    /// A finished, stored message.
    ///
    /// @param buttons rows of buttons below it; may be empty
    /// @param rating of the visitor; null if there is none
    /// @param author the name of the person who wrote it in place of the assistant; null otherwise
    /// @param attachments files sent with it
    record Message(
            UUID id,
            String role,
            String text,
            List<List<ButtonView>> buttons,
            Instant at,
            @Nullable Rating rating,
            @Nullable String author,
            List<File> attachments)
            implements ServerFrame {
        public Message {
            buttons = List.copyOf(buttons);
            attachments = List.copyOf(attachments);
        }

        /// A visitor's file.
        ///
        /// @param address relative to the server's URL; null if it has none now
        public record File(UUID id, String name, String type, long size, @Nullable String address) {
            /// A file without an address.
            static File of(Attachment file) {
                return new File(file.id(), file.name(), file.type(), file.size(), null);
            }
        }

        /// A message without a rating.
        public Message(
                UUID id, String role, String text, List<List<ButtonView>> buttons, Instant at) {
            this(id, role, text, buttons, at, null, null, List.of());
        }

        Message rated(@Nullable Rating given) {
            return new Message(id, role, text, buttons, at, given, author, attachments);
        }

        Message with(List<File> files) {
            return new Message(id, role, text, buttons, at, rating, author, files);
        }
    }

    /// The visitor's rating of the assistant's message with this id.
    record Rated(UUID id, Rating rating) implements ServerFrame {}

    /// Calls an action of this client's page.
    ///
    /// @param id of the call
    /// @param timeout for the result
    /// @param confirm the question to the visitor; null to ask nothing
    record Call(
            UUID id,
            String name,
            Map<String, @Nullable Object> input,
            Duration timeout,
            @Nullable String confirm)
            implements ServerFrame {}

    /// Answers `threads`.
    ///
    /// @param items most recently used first
    record Threads(List<Item> items) implements ServerFrame {
        public Threads {
            items = List.copyOf(items);
        }

        /// A conversation of the visitor.
        ///
        /// @param title the first question, one line
        /// @param at time of its last event
        public record Item(ThreadId thread, String title, Instant at) {}
    }

    /// The run for the user's message with this id has ended.
    record Done(UUID id, boolean stopped) implements ServerFrame {}

    /// Something went wrong.
    ///
    /// @param text empty if the reason is not for the visitor
    /// @param id of the user's message, or of the rated message, that it refers to
    /// @param retryAfter the time until a retry makes sense
    /// @param reason in one word, if the code does not say it all
    record Failure(
            ErrorCode code,
            String text,
            @Nullable UUID id,
            @Nullable Duration retryAfter,
            @Nullable String reason)
            implements ServerFrame {
        /// An error whose code says it all.
        public Failure(
                ErrorCode code, String text, @Nullable UUID id, @Nullable Duration retryAfter) {
            this(code, text, id, retryAfter, null);
        }

        /// Whether the text comes from the app, and is to be shown to the visitor unchanged.
        boolean isSaid() {
            return code == ErrorCode.PIPELINE && !text.isBlank();
        }
    }
}
