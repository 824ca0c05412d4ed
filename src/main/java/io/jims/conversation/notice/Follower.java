package io.jims.conversation.notice;

import io.jims.core.Span;
import java.util.Set;

/// Someone who is told what happens in a conversation, in its order. Called with the lock of the
/// followers held: must neither block nor throw.
public interface Follower {
    /// The work that what it sends is part of.
    default Span trace() {
        return Span.NONE;
    }

    /// The names of the actions that its page offers.
    default Set<String> pageActions() {
        return Set.of();
    }

    /// What there is so far, before anything that happens next.
    void welcome(ThreadSnapshot snapshot);

    /// What happened next.
    void tell(Broadcast broadcast);

    /// Tells this follower alone.
    default void tell(Notice notice) {
        tell(new Broadcast(notice));
    }
}
