package io.jims.server;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.jims.app.AppException;
import io.jims.app.AppResolver;
import io.jims.app.LoadedApp;
import io.jims.conversation.guard.Guards;
import io.jims.conversation.guard.Masking;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.Guard;
import io.jims.lifecycle.Lifecycle;
import io.jims.operator.OperatorSettings;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.widget.ServerSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The composition root: starts store, app, words, metrics, widget server and operator's listener,
/// in this order, and stops them in reverse. Any thread may close it.
public final class Wiring implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Wiring.class.getName());

    private final Settings settings;
    private final Parts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Started> started = new ArrayDeque<>();

    private record Started(String what, AutoCloseable stop) {}

    private Wiring(Settings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    /// Starts everything, or nothing: if a part fails, those already started are stopped.
    ///
    /// @throws SettingException if a setting has no meaning to its part
    /// @throws StartException if a part cannot start
    public static Wiring start(Settings settings, Parts parts) {
        Wiring wiring = new Wiring(settings, parts);
        try {
            wiring.startAll();
        } catch (RuntimeException e) {
            wiring.stopAll();
            throw e;
        }
        return wiring;
    }

    /// Stops everything in reverse order; returns when all parts have stopped.
    @Override
    public void close() {
        lock.lock();
        try {
            if (!started.isEmpty()) {
                LOG.log(
                        INFO,
                        "stopping; answers under way may take {0} (--drain-timeout)",
                        drain());
                stopAll();
                LOG.log(INFO, "stopped");
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopAll() {
        while (!started.isEmpty()) {
            Started part = started.pop();
            LOG.log(DEBUG, "stopping {0}", part.what());
            try {
                part.stop().close();
            } catch (Exception e) { // the others must be stopped, too
                LOG.log(ERROR, part.what() + " did not stop cleanly", e);
            }
        }
    }

    private String drain() {
        return settings.server().limits().drain().toSeconds() + " s";
    }

    private void startAll() {
        parts.heedHangup();
        ThreadStore store = openStore();
        AppResolver resolver = openApps();
        LoadedApp app = loadApp(resolver);
        Guards guards = loadGuards(resolver);
        Lifecycle lifecycle = parts.startLifecycle(settings, store);
        hold("lifecycle", lifecycle);
        Parts.Metrics metrics = startMetrics(store, app);
        PipelineExecutor pipelines =
                new PipelineExecutor(
                        app.app(),
                        settings.pipelineTimeout(),
                        settings.maxRuns(),
                        metrics.runObserver(),
                        (command, language) -> lifecycle.texts().answer(command, language));
        Parts.Server server = startServer(store, pipelines, guards);
        if (settings.retention() != null) {
            hold("retention", parts.startRetention(settings.retention()));
        }
        if (settings.webhook() != null) {
            hold("webhook", parts.startWebhook(settings.webhook()));
        }
        OperatorSettings admin = settings.operator();
        Integer adminPort = admin == null ? null : startOperator(admin).port();
        new StartReport(settings, app, lifecycle, metrics.port(), adminPort, server.port()).write();
    }

    private ThreadStore openStore() {
        SettingValue url = settings.database();
        ThreadStore store = Failures.explain(url, () -> parts.openStore(settings));
        hold("database", store);
        return store;
    }

    private AppResolver openApps() {
        AppResolver resolver = orFail(settings.appPath(), () -> AppResolver.open(settings.apps()));
        hold("class path of the app", resolver);
        return resolver;
    }

    /// Masking comes before other guards, which see the masked text.
    private Guards loadGuards(AppResolver resolver) {
        GuardSettings wanted = settings.guards();
        List<Guard> guards = new ArrayList<>();
        if (!wanted.masked().isEmpty()) {
            guards.add(new Masking(wanted.masked()));
        }
        String named = wanted.guard().text().isEmpty() ? null : wanted.guard().text();
        guards.addAll(orFail(wanted.guard(), () -> resolver.guards(named)));
        return new Guards(guards);
    }

    private LoadedApp loadApp(AppResolver resolver) {
        LoadedApp app = orFail(settings.app(), () -> resolver.resolve(settings.app().text()));
        hold("app", app);
        return app;
    }

    private static <T> T orFail(SettingValue setting, Supplier<T> step) {
        try {
            return step.get();
        } catch (AppException e) {
            throw new StartException(setting.label() + ": " + e.getMessage(), e);
        }
    }

    private Parts.Metrics startMetrics(ThreadStore store, LoadedApp app) {
        try {
            Parts.Metrics metrics = parts.startMetrics(settings, store, app);
            hold("metrics", metrics.stop()::run);
            return metrics;
        } catch (IllegalArgumentException e) { // written for the operator
            throw new StartException(Failures.describe(e), e);
        } catch (RuntimeException e) {
            throw notStarted(
                    "metrics",
                    settings.metricsHost(),
                    settings.metricsPort(),
                    "--metrics-host, --metrics-port",
                    e);
        }
    }

    private Parts.Server startServer(ThreadStore store, PipelineExecutor pipelines, Guards guards) {
        try {
            Parts.Server server = parts.startServer(settings, store, pipelines, guards);
            hold("widget server", server.stop()::run);
            return server;
        } catch (StoreException e) { // what earlier processes owed is read before it listens
            throw new StartException(settings.database().explain(Failures.describe(e)), e);
        } catch (RuntimeException e) {
            ServerSettings server = settings.server();
            throw notStarted("widget server", server.host(), server.port(), "--host, --port", e);
        }
    }

    private Parts.Operator startOperator(OperatorSettings admin) {
        try {
            Parts.Operator operator = parts.startOperator(admin);
            hold("operator's listener", operator.stop()::run);
            return operator;
        } catch (StoreException e) {
            throw new StartException(settings.database().explain(Failures.describe(e)), e);
        } catch (RuntimeException e) {
            throw notStarted(
                    "operator's listener",
                    admin.host(),
                    admin.port(),
                    "--admin-host, --admin-port",
                    e);
        }
    }

    /// Mentions the address only if that is what failed.
    private static StartException notStarted(
            String what, String host, int port, String flags, RuntimeException e) {
        boolean aboutAddress =
                Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
        String where = aboutAddress ? " on " + host + " port " + port : "";
        String change = aboutAddress ? " (" + flags + ")" : "";
        return new StartException(
                "the " + what + " could not start" + where + ": " + Failures.describe(e) + change,
                e);
    }

    private void hold(String what, AutoCloseable stop) {
        started.push(new Started(what, stop));
    }
}
