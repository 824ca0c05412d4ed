package io.jims.widget.protocol;

import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stored events as visitors see them.
public final class MessageFrames {
    private static final String LABEL = "label";

    /// How many messages a client is shown that has seen none, or whose last one is not known.
    private static final int SHOWN_AT_FIRST = 50;

    /// How many messages a client is shown at most.
    private static final int SHOWN_AT_MOST = 500;

    private MessageFrames() {}

    /// What a client has not seen of a thread, oldest first.
    ///
    /// @param failures of messages that were taken and never answered: they must not look as if
    ///   their answer were still to come
    public record Unseen(List<ServerFrame.Message> messages, List<ServerFrame.Failure> failures) {
        public Unseen {
            messages = List.copyOf(messages);
            failures = List.copyOf(failures);
        }
    }

    /// What a client has not seen.
    ///
    /// @param events the thread's, oldest first
    /// @param after id of the last event that it has seen
    public static Unseen unseen(List<ThreadEvent> events, @Nullable UUID after) {
        List<ThreadEvent> unseen = unseenEvents(events, after);
        return new Unseen(
                unseen.stream().flatMap(event -> of(event).stream()).toList(),
                unseen.stream().flatMap(event -> failure(event).stream()).toList());
    }

    private static List<ThreadEvent> unseenEvents(List<ThreadEvent> events, @Nullable UUID after) {
        int messages = 0;
        int firstShown = 0;
        for (int i = events.size() - 1; i >= 0 && messages <= SHOWN_AT_MOST; i--) {
            ThreadEvent event = events.get(i);
            if (event.id().equals(after)) {
                return events.subList(i + 1, events.size());
            }
            if (of(event).isPresent() && ++messages == SHOWN_AT_FIRST) {
                firstShown = i;
            }
        }
        return events.subList(firstShown, events.size());
    }

    /// The message of an event; empty for events that are none, or that show nothing.
    public static Optional<ServerFrame.Message> of(ThreadEvent event) {
        String role = role(event);
        if (!event.isCommunication() || role == null) {
            return Optional.empty();
        }
        List<List<ButtonView>> buttons = ButtonView.rows(event.data().get("buttons"));
        String text = event.content();
        String label = event.text(LABEL);
        if (text.isEmpty() && buttons.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ServerFrame.Message(
                        event.id(),
                        role,
                        label == null ? text : label,
                        buttons,
                        event.createdAt()));
    }

    /// What is told of a run that failed; empty for other events.
    public static Optional<ServerFrame.Failure> failure(ThreadEvent event) {
        if (!event.type().equals(EventTypes.RUN_FAILED)) {
            return Optional.empty();
        }
        UUID messageId = messageId(event);
        ErrorCode code = ErrorCode.ofWireName(Objects.toString(event.text("code"), ""));
        boolean said = Boolean.TRUE.equals(event.data().get(EventTypes.SAID));
        boolean own = code == ErrorCode.PIPELINE && !said; // what an app threw
        String text = own ? "" : Objects.toString(event.text("text"), "");
        return Optional.ofNullable(messageId)
                .map(id -> new ServerFrame.Failure(code, text, id, null));
    }

    private static @Nullable UUID messageId(ThreadEvent event) {
        try {
            return UUID.fromString(Objects.toString(event.text("message_id"), ""));
        } catch (IllegalArgumentException e) { // another service's event of this type
            return null;
        }
    }

    /// Whose message it is; by its type where the event does not say.
    private static @Nullable String role(ThreadEvent event) {
        String role = event.text("role");
        if (role == null || role.isBlank()) {
            return event.type().startsWith(EventTypes.ASSISTANT) ? "assistant" : null;
        }
        return role;
    }
}
