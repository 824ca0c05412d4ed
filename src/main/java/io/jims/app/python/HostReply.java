package io.jims.app.python;

import io.jims.core.LlmUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line from a host.
sealed interface HostReply {
    /// The app is loaded.
    ///
    /// @param pipeline its name
    /// @param start the name of the conversation-start pipeline; null if there is none
    /// @param commands that it answers itself
    record Ready(String pipeline, @Nullable String start, List<String> commands)
            implements HostReply {
        public Ready {
            commands = List.copyOf(commands);
        }
    }

    /// The app cannot be loaded; the host ends.
    ///
    /// @param trace lines of the traceback, the cause last
    record Unable(String reason, List<String> trace) implements HostReply {}

    /// The event loop is not blocked.
    record Pong() implements HostReply {}

    /// What concerns one run.
    sealed interface OfRun extends HostReply {
        long run();
    }

    /// The host has not all events that the run needs, and waits for them.
    record Wanted(long run) implements OfRun {}

    record Status(long run, String text) implements OfRun {}

    record Event(long run, String type, Map<String, @Nullable Object> data) implements OfRun {}

    /// The pipeline calls a page action, and waits for its result.
    ///
    /// @param call its number in the run
    record Call(
            long run, long call, String name, Map<String, @Nullable Object> input, Duration timeout)
            implements OfRun {}

    /// A person has the thread once the run has ended.
    record HandOff(long run, String reason) implements OfRun {}

    record Usage(long run, LlmUsage usage) implements OfRun {}

    /// A line of this run with members that do not match its type.
    record Unreadable(long run, String reason) implements OfRun {}

    /// The pipeline returned; this is the last of its run.
    record Done(long run) implements OfRun {}

    /// The pipeline raised; this is the last of its run.
    record Failed(long run, PythonException failure) implements OfRun {}
}
