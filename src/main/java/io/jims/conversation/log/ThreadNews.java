package io.jims.conversation.log;

import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What other processes stored in a thread.
///
/// @param events oldest first
/// @param owed ids of the messages that are owed an answer now
/// @param toPerson ids of the messages among the events that no run answers: a person does
public record ThreadNews(List<ThreadEvent> events, Set<UUID> owed, Set<UUID> toPerson) {
    public ThreadNews {
        events = List.copyOf(events);
        owed = Set.copyOf(owed);
        toPerson = Set.copyOf(toPerson);
    }

    /// News of a thread that the assistant has.
    public ThreadNews(List<ThreadEvent> events, Set<UUID> owed) {
        this(events, owed, Set.of());
    }

    /// The news of these events.
    ///
    /// @param before who answered before the first of them
    static ThreadNews of(List<ThreadEvent> events, Set<UUID> owed, Mode before) {
        Set<UUID> toPerson = new HashSet<>();
        Mode mode = before;
        for (ThreadEvent event : events) {
            mode = Handoff.modeOf(event).orElse(mode);
            if (mode == Mode.HUMAN && event.isFromUser()) {
                toPerson.add(event.id());
            }
        }
        return new ThreadNews(events, owed, toPerson);
    }

    /// Whether the event is the answer of a run that was stopped.
    public static boolean isStopped(ThreadEvent event) {
        return Boolean.TRUE.equals(event.data().get("stopped"));
    }
}
