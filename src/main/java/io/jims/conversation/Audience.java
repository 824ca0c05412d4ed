package io.jims.conversation;

import io.jims.core.ThreadEvent;
import io.jims.widget.protocol.JimsProtocol;
import io.jims.widget.protocol.MessageFrames;
import io.jims.widget.protocol.ServerFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The followers of a conversation; guarded by its lock. A frame is encoded once for all of them.
final class Audience {
    private final Set<Follower> followers = new LinkedHashSet<>(1);

    boolean add(Follower follower) {
        return followers.add(follower);
    }

    boolean remove(Follower follower) {
        return followers.remove(follower);
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }

    void tell(ServerFrame frame) {
        if (!followers.isEmpty()) {
            String text = JimsProtocol.write(frame);
            followers.forEach(follower -> follower.tell(text));
        }
    }

    /// Tells of events that were stored; those that show nothing are left out.
    void tellOf(List<ThreadEvent> events) {
        if (!followers.isEmpty()) {
            events.stream().flatMap(event -> MessageFrames.of(event).stream()).forEach(this::tell);
        }
    }
}
