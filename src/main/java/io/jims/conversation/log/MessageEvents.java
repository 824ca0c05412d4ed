package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.Handoff;
import io.jims.core.ThreadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a visitor's message becomes in its thread, and what the run that answers it sees of that.
final class MessageEvents {
    private MessageEvents() {}

    /// The events of a message, itself last.
    ///
    /// @param isFirst whether it begins the thread
    /// @param handsOff whether the thread goes to a person with it
    /// @param known what the visitor's token said of them last
    static List<ThreadEvent> of(
            UserMessage message,
            boolean isFirst,
            boolean handsOff,
            Map<?, ?> known,
            EventClock clock) {
        List<ThreadEvent> events = new ArrayList<>(4);
        if (isFirst) {
            events.add(clock.event(EventTypes.THREAD_CREATED, Map.of()));
            if (message.language() != null) {
                events.add(clock.event(EventTypes.LANGUAGE, Map.of("lang", message.language())));
            }
        }
        addTold(message, known, clock, events);
        if (handsOff) {
            events.add(clock.event(EventTypes.HANDOFF, Handoff.byVisitor().toData()));
        }
        events.add(clock.event(message.id(), message.eventType(), message.eventData()));
        return events;
    }

    /// What the message brings with it, where that is new.
    private static void addTold(
            UserMessage message, Map<?, ?> known, EventClock clock, List<ThreadEvent> events) {
        Map<String, @Nullable Object> visitor = message.visitor();
        if (visitor != null && !visitor.equals(known)) {
            events.add(clock.event(EventTypes.VISITOR, Told.byToken(visitor)));
        }
        if (message.page() != null) {
            events.add(clock.event(EventTypes.PAGE, Told.byPage(message.id(), message.page())));
        }
    }

    /// The events that the run of a message sees. Where other messages came in the meantime, it
    /// sees none of them, and its own one last, as if the visitor had waited.
    ///
    /// @param all events of the thread
    /// @param waiting messages that came later and have runs of their own
    /// @param until the time at which the run begins: it sees none of what came later
    static List<ThreadEvent> seenBy(
            ThreadEvent message,
            List<ThreadEvent> all,
            Collection<ThreadEvent> waiting,
            Instant until) {
        if (waiting.isEmpty() && !all.isEmpty() && all.getLast().id().equals(message.id())) {
            return all;
        }
        List<UUID> own = List.of(message.id());
        List<UUID> hidden =
                Stream.concat(waiting.stream().map(ThreadEvent::id), own.stream()).toList();
        List<ThreadEvent> seen = new ArrayList<>(all.size());
        all.stream()
                .filter(event -> !event.createdAt().isAfter(until))
                .filter(event -> !hidden.contains(event.id()) && !Told.isByPageWith(hidden, event))
                .forEach(seen::add);
        all.stream().filter(event -> Told.isByPageWith(own, event)).forEach(seen::add);
        seen.add(message);
        return List.copyOf(seen);
    }
}
