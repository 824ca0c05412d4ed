package io.jims.testing;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import io.jims.lifecycle.Texts;
import io.jims.listener.TlsFiles;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.upload.UploadSettings;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import io.jims.widget.WidgetServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A real server on a free port of the loopback address.
public final class TestServer implements AutoCloseable {
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(1);

    private static final int RUNS = 256;

    private final InMemoryThreadStore memory;
    private final WidgetServer server;

    private TestServer(
            Pipeline pipeline,
            Limits limits,
            Duration timeout,
            int runs,
            InMemoryThreadStore memory) {
        this(memory, start(pipeline, limits, timeout, runs, memory, AccessSettings.OPEN));
    }

    private TestServer(InMemoryThreadStore memory, WidgetServer server) {
        this.memory = memory;
        this.server = server;
    }

    public static TestServer echo() {
        return of(TestServer::echo);
    }

    public static TestServer echo(Limits limits) {
        return of(TestServer::echo, limits);
    }

    /// Answers `Echo: <text>`.
    public static void echo(ThreadContext context) {
        context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());
    }

    public static TestServer of(Pipeline pipeline) {
        return of(pipeline, Limits.DEFAULT);
    }

    public static TestServer of(Pipeline pipeline, Limits limits) {
        return of(pipeline, limits, RUN_TIMEOUT);
    }

    public static TestServer of(Pipeline pipeline, Limits limits, Duration timeout) {
        return new TestServer(pipeline, limits, timeout, RUNS, new InMemoryThreadStore());
    }

    /// A server that has this many runs at once.
    public static TestServer withRuns(int runs, Pipeline pipeline) {
        return new TestServer(
                pipeline, Limits.DEFAULT, RUN_TIMEOUT, runs, new InMemoryThreadStore());
    }

    /// A server that takes so much, by this clock.
    public static TestServer withQuotas(
            Quotas quotas, int runs, Pipeline pipeline, InstantSource clock) {
        InMemoryThreadStore memory = new InMemoryThreadStore();
        return new TestServer(memory, start(quotas, runs, pipeline, memory, clock));
    }

    /// A server on any store that takes so much, by this clock.
    public static WidgetServer start(
            Quotas quotas, int runs, Pipeline pipeline, ThreadStore store, InstantSource clock) {
        ServerSettings settings =
                new ServerSettings(
                        "127.0.0.1", 0, AccessSettings.OPEN, 1_000, Limits.DEFAULT, quotas);
        return start(settings, pipeline, RUN_TIMEOUT, runs, store, clock);
    }

    /// A server on what another one stored.
    public static TestServer on(InMemoryThreadStore store, Pipeline pipeline) {
        return new TestServer(pipeline, Limits.DEFAULT, RUN_TIMEOUT, RUNS, store);
    }

    /// A server on any store.
    public static WidgetServer start(
            Pipeline pipeline, Limits limits, Duration timeout, ThreadStore store) {
        return start(pipeline, limits, timeout, RUNS, store, AccessSettings.OPEN);
    }

    /// A server on any store by whose threads persons may be asked for.
    public static WidgetServer start(Pipeline pipeline, ThreadStore store, HandoffRule handoff) {
        ServerSettings settings =
                new ServerSettings(
                        "127.0.0.1", 0, AccessSettings.OPEN, 1_000, Limits.DEFAULT, Quotas.NONE);
        return start(
                settings.with(handoff), pipeline, RUN_TIMEOUT, RUNS, store, InstantSource.system());
    }

    /// A server that lets in whom it should.
    public static WidgetServer start(Pipeline pipeline, ThreadStore store, AccessSettings access) {
        return start(pipeline, Limits.DEFAULT, RUN_TIMEOUT, RUNS, store, access);
    }

    /// A server that takes files of visitors, by this clock.
    public static WidgetServer start(
            Pipeline pipeline,
            ThreadStore store,
            AccessSettings access,
            Quotas quotas,
            UploadSettings uploads,
            InstantSource clock) {
        ServerSettings settings =
                new ServerSettings("127.0.0.1", 0, access, 1_000, Limits.DEFAULT, quotas);
        return start(settings.with(uploads), pipeline, RUN_TIMEOUT, RUNS, store, clock);
    }

    /// A server that speaks TLS.
    public static WidgetServer start(Pipeline pipeline, Limits limits, TlsFiles tls) {
        JimsApp app = new JimsApp("test", pipeline);
        return WidgetServer.start(
                new ServerSettings(
                        "127.0.0.1", 0, AccessSettings.OPEN, tls, 1_000, limits, Quotas.NONE),
                new InMemoryThreadStore(),
                new PipelineExecutor(app, RUN_TIMEOUT, RUNS, RunObserver.NONE));
    }

    private static WidgetServer start(
            Pipeline pipeline,
            Limits limits,
            Duration timeout,
            int runs,
            ThreadStore store,
            AccessSettings access) {
        return start(
                new ServerSettings("127.0.0.1", 0, access, 1_000, limits, Quotas.NONE),
                pipeline,
                timeout,
                runs,
                store,
                InstantSource.system());
    }

    private static WidgetServer start(
            ServerSettings settings,
            Pipeline pipeline,
            Duration timeout,
            int runs,
            ThreadStore store,
            InstantSource clock) {
        JimsApp app = new JimsApp("test", pipeline);
        PipelineExecutor runner = new PipelineExecutor(app, timeout, runs, RunObserver.NONE);
        return WidgetServer.start(settings, store, runner, () -> Texts.NONE, clock);
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

    /// Waits until no socket is open any more.
    public void awaitNoSockets() throws Exception {
        awaitSockets(0);
    }

    /// Waits until so many sockets are open.
    public void awaitSockets(int count) throws Exception {
        Await.until(count + " sockets are open", () -> server.openSockets() == count);
    }

    @Override
    public void close() {
        server.stop();
    }
}
