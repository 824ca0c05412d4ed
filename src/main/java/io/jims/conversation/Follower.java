package io.jims.conversation;

import io.jims.core.ChatThread;
import io.jims.core.Span;
import io.jims.widget.protocol.ServerFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Someone who is told what happens in a conversation, in its order. Called with the conversation's
/// lock held: must neither block nor throw.
public interface Follower {
    /// The work that what it sends is part of.
    default Span trace() {
        return Span.NONE;
    }

    /// What there is so far, before anything that happens next.
    ///
    /// @param events what was said and the follower has not seen, oldest first
    /// @param active the run under way
    void welcome(
            ChatThread thread,
            List<ServerFrame.Message> events,
            ServerFrame.@Nullable Active active);

    /// What happened next, as a frame of `jims.v1`.
    void tell(String frame);
}
