package io.jims.widget.protocol;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /// The messages that a client has not seen, oldest first.
    ///
    /// @param events the thread's, oldest first
    /// @param after id of the last event that it has seen
    public static List<ServerFrame.Message> unseen(List<ThreadEvent> events, @Nullable UUID after) {
        Deque<ServerFrame.Message> unseen = new ArrayDeque<>();
        for (ThreadEvent event : events.reversed()) {
            if (event.id().equals(after)) {
                return List.copyOf(unseen);
            }
            if (unseen.size() == SHOWN_AT_MOST) {
                break;
            }
            of(event).ifPresent(unseen::addFirst);
        }
        List<ServerFrame.Message> all = List.copyOf(unseen);
        return all.subList(Math.max(0, all.size() - SHOWN_AT_FIRST), all.size());
    }

    /// The message of an event; empty for events that are none, or that show nothing.
    public static Optional<ServerFrame.Message> of(ThreadEvent event) {
        String role = role(event);
        if (!event.isCommunication() || role == null) {
            return Optional.empty();
        }
        List<List<ButtonView>> buttons = ButtonView.rows(event.data().get("buttons"));
        String text = Objects.toString(event.data().get("content"), "");
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

    /// Whose message it is; by its type where the event does not say.
    private static @Nullable String role(ThreadEvent event) {
        String role = event.text("role");
        if (role == null || role.isBlank()) {
            return event.type().startsWith(EventTypes.ASSISTANT) ? "assistant" : null;
        }
        return role;
    }
}
