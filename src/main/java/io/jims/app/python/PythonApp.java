package io.jims.app.python;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import io.jims.observe.AppProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A Python JIMS app with its host processes. A thread stays with one process while that runs,
/// since it has the thread's events. Safe for all threads.
public final class PythonApp implements AppProcesses {
    private static final int MAX_NAME_LENGTH = 100;

    private final Interpreter python;
    private final List<Worker> workers;
    private final JimsApp app;

    private PythonApp(Interpreter python, List<Worker> workers, HostReply.Ready ready) {
        this.python = python;
        this.workers = workers;
        @Nullable Pipeline start = ready.start() == null ? null : context -> run(context, true);
        this.app =
                new JimsApp(
                        label(ready.pipeline(), "pipeline"),
                        context -> run(context, false),
                        start,
                        label(ready.start(), "conversation_start"),
                        Set.copyOf(ready.commands()));
    }

    /// A name that a metric can have.
    private static String label(@Nullable String name, String otherwise) {
        return name == null || name.isBlank()
                ? otherwise
                : name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
    }

    /// Starts the processes; returns when all of them have loaded the app.
    ///
    /// @param name `some.module:attr`
    /// @throws PythonStartException if one does not
    public static PythonApp start(String name, PythonSettings settings) {
        Interpreter python = Interpreter.find(settings.python(), settings.directory());
        List<Worker> workers =
                IntStream.rangeClosed(1, settings.workers())
                        .mapToObj(number -> new Worker(number, python, name, settings))
                        .toList();
        workers.forEach(Worker::start);
        try {
            List<HostReply.Ready> ready = new ArrayList<>();
            for (Worker worker : workers) {
                ready.add(worker.awaitFirst());
            }
            return new PythonApp(python, workers, ready.getFirst());
        } catch (PythonStartException e) {
            workers.forEach(Worker::close);
            throw e;
        } catch (IllegalArgumentException e) { // a command that is none
            workers.forEach(Worker::close);
            throw new PythonStartException(e.getMessage() + "", e);
        } catch (InterruptedException e) {
            workers.forEach(Worker::close);
            Thread.currentThread().interrupt();
            throw new PythonStartException("interrupted", e);
        }
    }

    /// Its pipeline has the label that the Python JIMS gives it in its metrics.
    public JimsApp app() {
        return app;
    }

    /// What hosts it.
    public String interpreter() {
        return python.command();
    }

    @Override
    public int up() {
        return (int) workers.stream().filter(worker -> worker.host() != null).count();
    }

    @Override
    public long restarts() {
        return workers.stream().mapToLong(Worker::restarts).sum();
    }

    @Override
    public void check() {
        if (up() == 0) {
            throw new IllegalStateException(
                    "no Python process can answer; they are started again, see the log");
        }
    }

    @Override
    public void close() {
        List<Thread> closing =
                workers.stream().map(worker -> Thread.startVirtualThread(worker::close)).toList();
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(ThreadContext context, boolean isStart) throws InterruptedException {
        host(context).run(context, isStart);
    }

    /// Of the thread's own worker, or where that is down of the next one that is not.
    private HostProcess host(ThreadContext context) throws InterruptedException {
        int own = Math.floorMod(context.threadId().hashCode(), workers.size());
        for (int i = 0; i < workers.size(); i++) {
            HostProcess host = workers.get((own + i) % workers.size()).host();
            if (host != null) {
                return host;
            }
        }
        try {
            return workers.get(own).awaitHost();
        } catch (PythonStartException e) {
            throw new IllegalStateException("the app is down, and did not start again", e);
        }
    }
}
