package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step of a thread, stored in one transaction.
///
/// @param thread the thread
/// @param created the thread itself, if this step creates it; otherwise null
/// @param events appended in this order; an event whose id the thread already has is ignored
/// @param unanswered id of a user's message among the events that becomes pending: it will be
///   answered, even after a crash
/// @param answered id of a user's message that is no longer pending
/// @param version of the thread before this step, the number of its stored steps; null to store the
///   step in any case
public record ThreadChange(
        ThreadId thread,
        @Nullable ChatThread created,
        List<ThreadEvent> events,
        @Nullable UUID unanswered,
        @Nullable UUID answered,
        @Nullable Long version) {
    public ThreadChange {
        events = List.copyOf(events);
    }

    /// A step that is stored whatever others have stored.
    public ThreadChange(
            ThreadId thread,
            @Nullable ChatThread created,
            List<ThreadEvent> events,
            @Nullable UUID unanswered,
            @Nullable UUID answered) {
        this(thread, created, events, unanswered, answered, null);
    }
}
