package io.jims.testing;

import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.PipelineRunner;
import io.jims.core.RunObserver;
import io.jims.core.ThreadStore;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.time.Duration;
import java.util.List;

/// A real server on a free port of the loopback address.
public final class TestServer implements AutoCloseable {
    private final InMemoryThreadStore memory = new InMemoryThreadStore();
    private final WidgetServer server;

    private TestServer(Pipeline pipeline, Limits limits, Duration timeout) {
        this.server = start(pipeline, limits, timeout, memory);
    }

    /// Answers `Echo: <text>`.
    public static TestServer echo() {
        return of(
                context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow()));
    }

    public static TestServer of(Pipeline pipeline) {
        return new TestServer(pipeline, Limits.DEFAULT, Duration.ofMinutes(1));
    }

    public static TestServer of(Pipeline pipeline, Limits limits, Duration timeout) {
        return new TestServer(pipeline, limits, timeout);
    }

    public static WidgetServer start(
            Pipeline pipeline, Limits limits, Duration timeout, ThreadStore store) {
        ServerSettings settings = new ServerSettings("127.0.0.1", 0, List.of("*"), 1_000, limits);
        JimsApp app = new JimsApp("test", pipeline);
        return WidgetServer.start(
                settings, store, new PipelineRunner(app, timeout, 256, RunObserver.NONE));
    }

    public int port() {
        return server.port();
    }

    public WidgetServer server() {
        return server;
    }

    public InMemoryThreadStore store() {
        return memory;
    }

    /// What the visitor's and the assistant's events of the only thread hold, in order.
    public List<String> contents() {
        return memory.threads().stream()
                .flatMap(thread -> memory.events(thread.id()).stream())
                .filter(event -> event.type().startsWith(EventTypes.COMMUNICATION))
                .map(event -> String.valueOf(event.text("content")))
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
