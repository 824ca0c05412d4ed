package io.jims.conversation;

import io.jims.conversation.log.RunFailure;
import io.jims.core.Feedback;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The followers of a conversation, and what they know. Guarded by the conversation's lock.
final class Followers {
    private final Set<Follower> followers = new LinkedHashSet<>(1);

    /// The last event that they know of where more may have been stored since.
    private @Nullable UUID lastKnown;

    void add(Follower follower) {
        followers.add(follower);
    }

    void remove(Follower follower) {
        followers.remove(follower);
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }

    void tell(Notice notice) {
        if (!followers.isEmpty()) {
            Broadcast broadcast = new Broadcast(notice);
            followers.forEach(follower -> follower.tell(broadcast));
        }
    }

    /// Tells of the messages among events that a run here sent, or a visitor here.
    void tellMessages(List<ThreadEvent> events) {
        events.stream()
                .filter(ThreadEvent::isCommunication)
                .map(Notice.Message::new)
                .forEach(this::tell);
    }

    /// Tells of the messages, failures and ratings among events that were found in the store.
    void tellStored(List<ThreadEvent> events) {
        for (ThreadEvent event : events) {
            tellMessages(List.of(event));
            RunFailure.of(event).map(Notice.Failed::new).ifPresent(this::tell);
            Feedback.of(event).map(Notice.Rated::of).ifPresent(this::tell);
        }
    }

    /// The thread will be read anew; these are its events so far.
    void expectMoreThan(List<ThreadEvent> events) {
        if (!events.isEmpty()) {
            lastKnown = events.getLast().id();
        }
    }

    /// The thread was read anew: tells of what is new in it.
    void tellUnknown(List<ThreadEvent> events) {
        if (lastKnown != null) {
            int known = events.stream().map(ThreadEvent::id).toList().indexOf(lastKnown);
            if (known >= 0) {
                tellStored(events.subList(known + 1, events.size()));
            }
            lastKnown = null;
        }
    }
}
