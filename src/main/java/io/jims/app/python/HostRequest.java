package io.jims.app.python;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line to a host.
sealed interface HostRequest {
    /// Events of a thread, for the runs to come.
    ///
    /// @param after the event that they follow in the host's copy; null to replace the copy
    record Events(ThreadId thread, @Nullable UUID after, List<ThreadEvent> events)
            implements HostRequest {}

    /// Starts a run on the last `count` events of its thread.
    ///
    /// @param run its number
    /// @param isStart whether the conversation-start pipeline is meant
    /// @param first the oldest of the events
    /// @param last the newest of them
    /// @param handoff whether the run may hand its thread to a person
    record StartRun(
            long run,
            ThreadId thread,
            boolean isStart,
            Map<String, @Nullable Object> config,
            UUID first,
            UUID last,
            int count,
            boolean handoff)
            implements HostRequest {}

    record CancelRun(long run) implements HostRequest {}

    /// What came of a call of the page.
    ///
    /// @param error why there is no value; null where there is
    /// @param reason of [io.jims.core.PageActionException]; null for another error
    record CallResult(
            long run,
            long call,
            @Nullable Object value,
            @Nullable String error,
            @Nullable String reason)
            implements HostRequest {}

    /// Answered by the event loop.
    record Ping() implements HostRequest {}
}
