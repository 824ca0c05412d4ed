package io.jims.app;

import static java.lang.System.Logger.Level.INFO;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// An app of `--app-path` that is reloaded when a file there has changed since the last run, so
/// that its author need not restart the server. Its name, its start and its commands stay the same.
/// A run in progress keeps its classes, which are released when nothing uses them any more.
///
/// Safe for all threads.
final class ReloadingApp {
    private static final System.Logger LOG = System.getLogger(ReloadingApp.class.getName());

    private final List<Path> places;
    private final String name;
    private final JimsApp first;
    private final Supplier<JimsApp> loader;

    private final ReentrantLock lock = new ReentrantLock();
    private JimsApp current;
    private Map<Path, String> state;

    /// @param places the directories and jars that are watched (`--app-path`)
    /// @param name as `--app` has it
    /// @param loader loads the app again; throws [AppException] if it is not valid now
    ReloadingApp(List<Path> places, JimsApp first, String name, Supplier<JimsApp> loader) {
        this.places = List.copyOf(places);
        this.first = first;
        this.name = name;
        this.loader = loader;
        this.current = first;
        this.state = AppPath.state(places);
    }

    JimsApp app() {
        Pipeline start =
                context -> Objects.requireNonNull(current().conversationStart()).run(context);
        return new JimsApp(
                first.name(),
                this::run,
                first.conversationStart() == null ? null : start,
                first.startName(),
                first.commands());
    }

    private void run(ThreadContext context) throws Exception {
        current().pipeline().run(context);
    }

    /// @throws AppException if what is there now is no app; the next run tries again
    private JimsApp current() {
        lock.lock();
        try {
            Map<Path, String> now = AppPath.state(places);
            if (!now.equals(state)) {
                current = loader.get();
                state = now;
                LOG.log(INFO, "app: {0} has changed and is loaded anew (--app-reload)", name);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }
}
