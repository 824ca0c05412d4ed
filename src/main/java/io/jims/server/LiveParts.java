package io.jims.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.jims.app.LoadedApp;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.lifecycle.Lifecycle;
import io.jims.lifecycle.Texts;
import io.jims.observe.AppProcesses;
import io.jims.observe.RunObserver;
import io.jims.observe.StoreObserver;
import io.jims.observe.Tracer;
import io.jims.operator.OperatorServer;
import io.jims.operator.OperatorSettings;
import io.jims.operator.thread.OperatorStore;
import io.jims.operator.webhook.Webhook;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.ThreadIndex;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.StoreOptions;
import io.jims.telemetry.HealthProbe;
import io.jims.telemetry.SentryReporter;
import io.jims.telemetry.Telemetry;
import io.jims.telemetry.TraceVariables;
import io.jims.telemetry.Tracing;
import io.jims.upload.UploadDirectory;
import io.jims.widget.WidgetServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The parts in production. Each is started once, in the order of [Wiring].
public final class LiveParts implements Parts {
    private static final System.Logger LOG = System.getLogger(LiveParts.class.getName());

    private final Runnable whenGone;

    private @Nullable SqlThreadStore database;
    private volatile @Nullable Telemetry telemetry;
    private volatile @Nullable Lifecycle lifecycle;
    private boolean hasWebhook;
    private Tracer tracer = Tracer.NONE;

    /// The store is opened before its health can be checked, and so before metrics are served.
    private volatile StoreObserver commits = StoreObserver.NONE;

    private volatile @Nullable WidgetServer server;

    public LiveParts() {
        this(LiveParts::endProcess);
    }

    /// @param whenGone called if a port is lost without a stop
    public LiveParts(Runnable whenGone) {
        this.whenGone = whenGone;
    }

    @Override
    public void heedHangup() {
        HangupSignal.handle(this::lookAgain);
    }

    /// The certificate is checked every second anyway.
    private void lookAgain() {
        LOG.log(INFO, "SIGHUP: words, secrets and keys are read again");
        Lifecycle words = lifecycle;
        if (words != null) {
            words.refresh();
        }
        WidgetServer running = server;
        if (running != null) {
            running.refresh();
        }
    }

    @Override
    public ThreadStore openStore(Settings settings) {
        SqlThreadStore store =
                ThreadStores.open(settings.database().text(), settings.store(), new LateObserver());
        database = store;
        return store;
    }

    @Override
    public ThreadArchive openArchive(String url, StoreOptions options) {
        return ThreadStores.openArchive(url, options);
    }

    @Override
    public ArchiveTotals copy(String from, String to, LongConsumer progress) {
        return ThreadStores.copy(from, to, progress);
    }

    @Override
    public void backUp(String url, Path target) {
        ThreadStores.backUp(url, target);
    }

    @Override
    public Lifecycle startLifecycle(Settings settings, ThreadStore store) {
        StoredTexts texts = database == null ? null : new StoredTexts(database);
        Lifecycle started = Lifecycle.start(settings.lifecycle(), texts);
        lifecycle = started;
        return started;
    }

    @Override
    public Metrics startMetrics(Settings settings, ThreadStore store, LoadedApp app) {
        List<Runnable> stops = new ArrayList<>();
        Telemetry started =
                Telemetry.start(
                        settings.metricsHost(),
                        settings.metricsPort(),
                        readiness(store, app.processes()),
                        whenGone);
        stops.add(started::stop);
        telemetry = started;
        commits = started.storeObserver();
        if (app.processes() != null) {
            started.show(app.processes().metrics());
        }
        try {
            RunObserver sinks = startSinks(settings.telemetry(), stops);
            return new Metrics(
                    started.runObserver().and(sinks),
                    started.port(),
                    () -> stops.forEach(Runnable::run));
        } catch (RuntimeException e) { // all of it or nothing
            stops.forEach(Runnable::run);
            throw e;
        }
    }

    /// Mentions no class of OpenTelemetry or Sentry that would be loaded without being used.
    private RunObserver startSinks(TelemetrySettings settings, List<Runnable> stops) {
        RunObserver sinks = RunObserver.NONE;
        if (settings.enableSentry()) {
            SentryReporter sentry =
                    SentryReporter.start(settings.sentry(), settings.sentryMessages());
            stops.add(sentry::stop);
            sinks = sinks.and(sentry);
            tracer = tracer.plus(sentry);
        }
        if (TraceVariables.isWanted(settings.openTelemetry())) {
            Tracing tracing = Tracing.start(settings.openTelemetry());
            stops.add(tracing::stop);
            tracer = tracer.plus(tracing);
        }
        return sinks;
    }

    @Override
    public Server startServer(
            Settings settings, ThreadStore store, PipelineExecutor pipelines, Guards guards) {
        WidgetServer started =
                WidgetServer.start(
                        settings.server(),
                        store,
                        pipelines,
                        guards,
                        tracer,
                        this::texts,
                        InstantSource.system(),
                        whenGone);
        server = started;
        SqlThreadStore archive = database;
        if (archive != null) {
            started.uploads().ifPresent(files -> archive.whenErased(files::eraseOrTell));
        }
        Telemetry metrics = telemetry;
        if (metrics != null) {
            metrics.show(started.metrics());
            metrics.show(pipelines.metrics());
            metrics.show(guards.metrics());
        }
        return new Server(started.port(), started::stop);
    }

    @Override
    public Operator startOperator(OperatorSettings settings) {
        SqlThreadStore store = Objects.requireNonNull(database, "no store is open");
        WidgetServer running = Objects.requireNonNull(server, "no server is started");
        ThreadIndex index = store.openIndex();
        if (!hasWebhook) {
            index.webhook().forget();
        }
        OperatorServer started =
                OperatorServer.start(
                        settings,
                        new OperatorStore(store, store, index, files()),
                        running.handoffs(),
                        running.conversations(),
                        InstantSource.system(),
                        whenGone);
        return new Operator(started.port(), started::stop);
    }

    private @Nullable UploadDirectory files() {
        WidgetServer running = server;
        return running == null ? null : running.uploads().orElse(null);
    }

    @Override
    public AutoCloseable startWebhook(WebhookSettings settings) {
        SqlThreadStore store = Objects.requireNonNull(database, "no store is open");
        hasWebhook = true;
        Webhook webhook = Webhook.start(settings, store, store.openIndex(), InstantSource.system());
        Telemetry metrics = telemetry;
        if (metrics != null) {
            metrics.show(webhook.metrics());
        }
        return webhook;
    }

    @Override
    public AutoCloseable startRetention(Duration kept) {
        return new Retention(Objects.requireNonNull(database, "no store is open"), kept);
    }

    private List<HealthProbe> readiness(ThreadStore store, @Nullable AppProcesses processes) {
        List<HealthProbe> probes = new ArrayList<>();
        probes.add(new HealthProbe("store", store::check));
        probes.add(new HealthProbe("app", processes == null ? () -> {} : processes::check));
        if (lifecycle != null && lifecycle.hasSource()) {
            probes.add(HealthProbe.telling("lifecycle", lifecycle::details));
        }
        probes.add(new HealthProbe("accepting", this::requireAccepting));
        return probes;
    }

    private Texts texts() {
        return lifecycle == null ? Texts.NONE : lifecycle.texts();
    }

    private void requireAccepting() {
        WidgetServer current = server;
        if (current == null) {
            throw new IllegalStateException("the server is starting");
        }
        Telemetry metrics = telemetry;
        if (current.isGone()) {
            throw new IllegalStateException("the server does not listen any more (--port)");
        }
        if (metrics != null && !metrics.isListening()) {
            throw new IllegalStateException(
                    "metrics are not listened for any more (--metrics-port)");
        }
        if (!current.isAccepting()) {
            throw new IllegalStateException("the server is shutting down: it ends its answers");
        }
    }

    /// Otherwise the operator would not notice; a supervisor restarts the process.
    private static void endProcess() {
        LOG.log(ERROR, "the server ends, since a port of it is gone");
        Thread.ofPlatform().start(() -> System.exit(1));
    }

    /// Forwards to the observer that is set later.
    private final class LateObserver implements StoreObserver {
        @Override
        public void onCommit(int writes, Duration duration) {
            commits.onCommit(writes, duration);
        }

        @Override
        public void onFailure(int writes) {
            commits.onFailure(writes);
        }
    }
}
