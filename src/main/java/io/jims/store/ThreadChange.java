package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to a thread in one step, stored whole or not at all.
///
/// @param thread the thread
/// @param created the thread itself, where this step makes it
/// @param events appended in this order; one whose id the thread has already changes nothing
/// @param unanswered id of a user's message among the events that is owed an answer from now on,
///   also after a crash
/// @param answered id of a user's message that is owed none any more
/// @param version of the thread that the step follows, how many steps of it were stored before;
///   null if it is to be stored whatever others did
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

    /// A step that is stored whatever others did.
    public ThreadChange(
            ThreadId thread,
            @Nullable ChatThread created,
            List<ThreadEvent> events,
            @Nullable UUID unanswered,
            @Nullable UUID answered) {
        this(thread, created, events, unanswered, answered, null);
    }
}
