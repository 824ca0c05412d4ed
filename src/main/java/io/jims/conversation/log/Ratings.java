package io.jims.conversation.log;

import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// How the answers of a thread were rated. Guarded as its log is.
final class Ratings {
    private final Map<UUID, Feedback> last = new HashMap<>();
    private final Set<UUID> disliked = new HashSet<>();

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
                    if (feedback.rating() == Rating.DOWN) {
                        disliked.add(feedback.message());
                    }
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

    /// Whether the visitor has disliked this answer before, whatever they think now.
    boolean wasDisliked(UUID message) {
        return disliked.contains(message);
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
