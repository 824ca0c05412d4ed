package io.jims.conversation;

import io.jims.conversation.log.RunFailure;
import io.jims.core.Feedback;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The followers of a conversation, and what they know. Guarded by the conversation's lock.
final class Followers {
    private final SequencedSet<Follower> followers = new LinkedHashSet<>(1);

    /// The last event that they know of where more may have been stored since.
    private @Nullable UUID lastKnown;

    /// One that is there already is the last one to have done something from now on.
    void add(Follower follower) {
        followers.addLast(follower);
    }

    /// The one among those whose page offers this action who did something last.
    Optional<Follower> offering(String action) {
        return followers.reversed().stream()
                .filter(follower -> follower.pageActions().contains(action))
                .findFirst();
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

    /// The thread will be read anew; this is its last event so far.
    void expectMoreThan(@Nullable UUID lastEvent) {
        if (lastEvent != null) {
            lastKnown = lastEvent;
        }
    }

    /// The thread was read anew: tells of what is new in it.
    ///
    /// @param events asked for where something may be
    void tellUnknown(Supplier<List<ThreadEvent>> events) {
        if (lastKnown != null) {
            List<ThreadEvent> all = events.get();
            int known = all.stream().map(ThreadEvent::id).toList().indexOf(lastKnown);
            if (known >= 0) {
                tellStored(all.subList(known + 1, all.size()));
            }
            lastKnown = null;
        }
    }
}
