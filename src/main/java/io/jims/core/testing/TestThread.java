package io.jims.core.testing;

import io.jims.core.Button;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.UserCommand;
import io.jims.core.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A thread that a test builds from messages, and on which it runs an app:
///
/// ```java
/// TestThread thread = TestThread.of(OpeningHours.app()).user("Hi").assistant("Hello!");
/// TestRun run = thread.say("When do you open?");
/// assertEquals("We are open from **09:00** to **17:30**.", run.text());
/// ```
///
/// Runs happen on the calling thread, one after the other. Not thread-safe.
public final class TestThread {
    private final JimsApp app;
    private final ChatThread thread;
    private final List<ThreadEvent> events = new ArrayList<>();

    private TestThread(JimsApp app, ChatThread thread) {
        this.app = app;
        this.thread = thread;
    }

    /// A new thread of a visitor called `visitor`.
    public static TestThread of(JimsApp app) {
        return new TestThread(app, ChatThread.create("visitor", null));
    }

    /// A new thread for a pipeline without an app.
    public static TestThread of(Pipeline pipeline) {
        return of(new JimsApp("test", pipeline));
    }

    /// Adds a message of the visitor, without a run.
    public TestThread user(String text) {
        return event(typeOf(text), Map.of("role", "user", "content", text));
    }

    /// Adds a message of the assistant.
    public TestThread assistant(String text) {
        return event(EventTypes.ASSISTANT_MESSAGE, Map.of("role", "assistant", "content", text));
    }

    /// Adds a state.
    public TestThread state(String name, Map<String, ? extends @Nullable Object> value) {
        return event(EventTypes.STATE + name, value);
    }

    /// Adds an event.
    ///
    /// @throws IllegalArgumentException for a bad type or data that is not JSON
    public TestThread event(String type, Map<String, ? extends @Nullable Object> data) {
        events.add(ThreadEvent.create(type, data));
        return this;
    }

    /// Sends a message of the visitor: runs the pipeline for it, and keeps what it sent.
    ///
    /// @throws Exception what the pipeline throws; nothing that it sent is kept then, but the
    ///   visitor's message is
    public TestRun say(String text) throws Exception {
        user(text);
        Pipeline pipeline = UserCommand.name(text).flatMap(app::pipelineFor).orElse(app.pipeline());
        RecordedOutput output = new RecordedOutput();
        RunContext context = new RunContext(thread, List.copyOf(events), false, output, Span.NONE);
        try {
            pipeline.run(context);
        } finally {
            context.end();
        }
        List<ThreadEvent> sent = context.end();
        events.addAll(sent);
        return output.toRun(sent);
    }

    /// Clicks the button with this id.
    ///
    /// @throws Exception as for [#say]
    public TestRun click(String id) throws Exception {
        return say(Button.CLICK + id);
    }

    /// All events that would be stored, oldest first.
    public List<ThreadEvent> events() {
        return List.copyOf(events);
    }

    private static String typeOf(String text) {
        return text.startsWith(Button.CLICK)
                ? EventTypes.USER_BUTTON_CLICK
                : EventTypes.USER_MESSAGE;
    }
}
