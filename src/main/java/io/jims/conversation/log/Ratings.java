package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the answers of a thread were rated. Guarded as its log is.
final class Ratings {
    private final Map<UUID, Feedback> last = new HashMap<>();

    /// The remark that stands on each answer that was ever disliked.
    private final Map<UUID, Remark> remarks = new HashMap<>();

    static Ratings of(List<ThreadEvent> events) {
        Ratings ratings = new Ratings();
        events.forEach(ratings::add);
        return ratings;
    }

    /// Takes in what an event tells; others change nothing.
    void add(ThreadEvent event) {
        Feedback.of(event)
                .ifPresent(feedback -> {
                    last.put(feedback.message(), feedback);
                    Remark.on(feedback, event.id(), remarkOn(feedback.message()))
                            .ifPresent(remark -> remarks.put(feedback.message(), remark));
                });
    }

    /// Whether this is what the visitor thinks already.
    boolean isLast(Feedback feedback) {
        Feedback present = last.get(feedback.message());
        return present == null
                ? feedback.rating() == Rating.NONE
                : present.equals(feedback)
                        || (present.rating() == Rating.NONE && feedback.rating() == Rating.NONE);
    }

    /// What those who look after the assistant read of an answer; null where the visitor never
    /// disliked it.
    private @Nullable Remark remarkOn(UUID message) {
        return remarks.get(message);
    }

    /// The events that a rating becomes: itself, and what those who look after the assistant are
    /// told where the visitor does not like the answer.
    List<ThreadEvent> toStore(Feedback feedback, EventClock clock) {
        List<ThreadEvent> events = new ArrayList<>(3);
        ThreadEvent rated = clock.event(EventTypes.FEEDBACK, feedback.toData());
        events.add(rated);
        Remark former = remarkOn(feedback.message());
        Remark remark = Remark.on(feedback, rated.id(), former).orElse(null);
        if (remark != null) {
            events.add(
                    clock.event(
                            remark.id(), EventTypes.BACKOFFICE_FEEDBACK, remark.toData(feedback)));
            if (former != null) {
                events.add(clock.event(EventTypes.BACKOFFICE_DELETION, former.toDeletion()));
            }
        }
        return events;
    }

    /// Those that stand, by message.
    Map<UUID, Rating> standing() {
        Map<UUID, Rating> standing = new HashMap<>();
        last.forEach((message, feedback) -> {
            if (feedback.rating() != Rating.NONE) {
                standing.put(message, feedback.rating());
            }
        });
        return Map.copyOf(standing);
    }
}
