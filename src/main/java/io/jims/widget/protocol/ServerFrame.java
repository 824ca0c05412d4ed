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

/// What a client of `jims.v1` is sent.
public sealed interface ServerFrame {
    /// Answers `hello`.
    ///
    /// @param thread null as long as nothing has been said
    /// @param texts the words of the widget that are not built in
    /// @param limits the bounds that the client can keep by itself
    /// @param features the optional parts that the client may use
    /// @param events what was said and the client has not seen, oldest first
    /// @param more whether there are older ones
    /// @param isWithPerson whether a person answers
    /// @param active the run under way
    /// @param uploads null where this server takes no files
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

        /// That of a thread which the assistant has.
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

    /// Where files are uploaded, and which.
    ///
    /// @param address below the server's address
    /// @param ticket to be sent along
    /// @param types media types of files that are taken
    /// @param bytes of the largest one
    /// @param files most in one message
    record UploadOffer(String address, String ticket, List<String> types, long bytes, int files) {
        public UploadOffer {
            types = List.copyOf(types);
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

    /// What the run is doing, or a person.
    ///
    /// @param text empty where that is over
    /// @param author the name of a person who types; null for a run
    record Status(String text, @Nullable String author) implements ServerFrame {
        /// What a run is doing.
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
    /// @param rating what the visitor thinks of it; null where they did not say
    /// @param author the name of the person who said it in the assistant's place; null for others
    /// @param attachments files that came with it
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

        /// A file of the visitor.
        ///
        /// @param address below the server's address; null where it has none at present
        public record File(UUID id, String name, String type, long size, @Nullable String address) {
            /// One without an address.
            static File of(Attachment file) {
                return new File(file.id(), file.name(), file.type(), file.size(), null);
            }
        }

        /// One that is not rated.
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

    /// What the visitor thinks of the assistant's message with this id.
    record Rated(UUID id, Rating rating) implements ServerFrame {}

    /// Has this client's page do something.
    ///
    /// @param id of the call
    /// @param timeout how long the result is waited for
    /// @param confirm what the visitor is asked first; null where they are not
    record Call(
            UUID id,
            String name,
            Map<String, @Nullable Object> input,
            Duration timeout,
            @Nullable String confirm)
            implements ServerFrame {}

    /// Answers `threads`.
    ///
    /// @param items the one that was used last first
    record Threads(List<Item> items) implements ServerFrame {
        public Threads {
            items = List.copyOf(items);
        }

        /// A conversation of the visitor.
        ///
        /// @param title the first question, one line
        /// @param at when something last happened in it
        public record Item(ThreadId thread, String title, Instant at) {}
    }

    /// The run for the user's message with this id has ended.
    record Done(UUID id, boolean stopped) implements ServerFrame {}

    /// Something went wrong.
    ///
    /// @param text empty where the reason is not for the visitor
    /// @param id of the user's message, or of the rated one, that it is about
    /// @param retryAfter when it is worth trying again
    /// @param reason what it is about in a word, where the code does not say it all
    record Failure(
            ErrorCode code,
            String text,
            @Nullable UUID id,
            @Nullable Duration retryAfter,
            @Nullable String reason)
            implements ServerFrame {
        /// One whose code says it all.
        public Failure(
                ErrorCode code, String text, @Nullable UUID id, @Nullable Duration retryAfter) {
            this(code, text, id, retryAfter, null);
        }

        /// Whether the app says the text to its visitor, who should read it as it is.
        boolean isSaid() {
            return code == ErrorCode.PIPELINE && !text.isBlank();
        }
    }
}
