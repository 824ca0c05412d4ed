package io.jims.app.python;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.app.python.HostReply.Pong;
import io.jims.app.python.HostReply.Ready;
import io.jims.app.python.HostReply.Unable;
import io.jims.app.python.HostReply.Wanted;
import io.jims.core.ThreadContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One process that hosts the app. Platform threads read and write its pipes, since a virtual
/// thread would pin its carrier.
///
/// Safe for all threads.
final class HostProcess {
    private static final System.Logger LOG = System.getLogger(HostProcess.class.getName());

    /// How long its last words may take to arrive.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /// How long a host may take, on a busy machine, to report where its start hangs.
    private static final Duration DUMP_LIMIT = Duration.ofSeconds(20);

    /// Longer than the host gives itself.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

    private static final String CRASHED =
            "the app stopped working and is started again; please try once more";
    private static final String CLOSED = "the app is shut down";

    private static final String HANGS = "the log says where it hangs";

    private final String label;
    private final Process process;
    private final int maxLineBytes;
    private final HostLog log;
    private final Thread reader;
    private final Thread logger;

    private final AtomicLong runNumbers = new AtomicLong();
    private final Map<Long, HostedRun> runs = new ConcurrentHashMap<>();

    /// Held while what belongs together is put into the queue.
    private final ReentrantLock order = new ReentrantLock();

    private final SentEvents sent = new SentEvents();

    /// As long as the runs that are under way (`--max-runs`) make it.
    private final BlockingQueue<Outgoing> requests = new LinkedBlockingQueue<>();

    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable HostReply verdict;
    private volatile long lastPong = System.nanoTime();
    private volatile boolean over;
    private volatile boolean closing;

    /// What the writer does next.
    private sealed interface Outgoing {
        record Line(HostRequest request) implements Outgoing {}

        record End() implements Outgoing {}
    }

    private HostProcess(String label, Process process, int maxLineBytes) {
        this.label = label;
        this.process = process;
        this.maxLineBytes = maxLineBytes;
        this.log = new HostLog(label, process.getErrorStream());
        this.reader = thread("replies", this::read);
        this.logger = thread("log", log::copy);
    }

    /// Starts a process, which then loads the app.
    ///
    /// @throws PythonStartException if the interpreter cannot be run
    static HostProcess start(
            Interpreter python, String app, PythonSettings settings, String label) {
        try {
            Process process =
                    new ProcessBuilder(python.commandLine(app, settings))
                            .directory(settings.directory().toFile())
                            .start();
            HostProcess host = new HostProcess(label, process, settings.maxLineBytes());
            host.reader.start();
            host.logger.start();
            host.thread("requests", host::write).start();
            return host;
        } catch (IOException e) {
            throw new PythonStartException(
                    python.command() + " cannot be run: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Waits until the app is loaded.
    ///
    /// @throws PythonStartException if it is not, saying why; the process has ended then
    Ready awaitReady(Duration limit) throws InterruptedException {
        try {
            boolean inTime = told.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (verdict instanceof Ready ready) {
                return ready;
            }
            throw verdict instanceof Unable unable
                    ? new PythonStartException(lines(unable.reason(), unable.trace()))
                    : inTime ? noVerdict(limit) : tooLate(limit);
        } catch (PythonStartException | InterruptedException e) {
            kill();
            throw e;
        }
    }

    /// Runs a pipeline and returns when it has returned.
    ///
    /// @throws InterruptedException if interrupted, after the pipeline was cancelled and has ended
    /// @throws RuntimeException what the pipeline raised
    void run(ThreadContext context, boolean isStart) throws InterruptedException {
        long number = runNumbers.incrementAndGet();
        HostedRun run = new HostedRun(number, context, isStart, this::tell);
        runs.put(number, run);
        try {
            send(run, false);
            if (over) { // perhaps before it could be told to this run
                run.fail(ended());
            }
            run.await();
        } finally {
            runs.remove(number);
        }
    }

    /// Waits for the process's end, but not longer than this.
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks for a sign of life.
    void ping() {
        requests.add(new Outgoing.Line(new HostRequest.Ping()));
    }

    /// Since the last sign of life.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastPong);
    }

    /// To be called when the process has ended: its runs fail.
    ///
    /// @return what happened, for the operator
    String failRuns() {
        lastWords();
        over = true;
        requests.add(new Outgoing.End());
        int failed = runs.size();
        runs.values().forEach(run -> run.fail(ended()));
        return describeEnd() + (failed == 0 ? "" : "; answers that failed with it: " + failed);
    }

    /// Lets it end: the runs under way are cancelled. Returns when it has ended.
    void close() {
        closing = true;
        requests.add(new Outgoing.End());
        try {
            if (!awaitEnd(CLOSE_LIMIT)) {
                LOG.log(WARNING, "{0} did not end by itself within {1}", label, CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
            process.onExit().join();
        }
    }

    /// Ends it and what it started.
    void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        requests.add(new Outgoing.End());
    }

    private IllegalStateException ended() {
        return new IllegalStateException(closing ? CLOSED : CRASHED);
    }

    private void tell(HostRequest request) {
        requests.add(new Outgoing.Line(request));
    }

    private void send(HostedRun run, boolean everything) {
        ThreadContext context = run.context();
        order.lock();
        try {
            List<HostRequest.Events> events =
                    everything
                            ? sent.all(context.threadId(), context.events())
                            : sent.missing(context.threadId(), context.events());
            events.forEach(part -> requests.add(new Outgoing.Line(FilePaths.in(part, context))));
            requests.add(new Outgoing.Line(run.request()));
        } finally {
            order.unlock();
        }
    }

    private void write() {
        try (OutputStream out = process.getOutputStream()) {
            out.write(Interpreter.host());
            out.flush();
            while (requests.take() instanceof Outgoing.Line(HostRequest request)) {
                out.write(HostProtocol.write(request));
                out.write('\n');
                if (requests.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // It has ended, or will be found to be silent.
            LOG.log(DEBUG, label + " reads no more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        LineReader lines = new LineReader(process.getInputStream(), maxLineBytes);
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (lines.isCut()) {
                    throw new IOException("a line is longer than " + maxLineBytes + " bytes");
                }
                take(HostProtocol.read(line));
            }
        } catch (IOException | RuntimeException e) {
            if (!over && !closing) {
                LOG.log(ERROR, label + " writes what it should not, and is ended", e);
            }
        } finally {
            told.countDown();
            process.destroyForcibly(); // it can say nothing any more
        }
    }

    private void take(HostReply reply) {
        switch (reply) {
            case Ready ready -> decide(ready);
            case Unable unable -> decide(unable);
            case Pong() -> lastPong = System.nanoTime();
            case HostReply.OfRun ofRun -> {
                HostedRun run = runs.get(ofRun.run());
                if (run != null) {
                    take(run, ofRun);
                }
            }
        }
    }

    private void take(HostedRun run, HostReply.OfRun reply) {
        if (reply instanceof Wanted && run.mayAsk()) {
            send(run, true);
        } else {
            run.take(reply);
        }
    }

    private void decide(HostReply reply) {
        lastPong = System.nanoTime();
        verdict = reply;
        told.countDown();
    }

    /// The host also watches the time, and may be the first to find it up.
    private PythonStartException noVerdict(Duration limit) throws InterruptedException {
        if (!awaitEnd(LAST_WORDS)) {
            return new PythonStartException("the interpreter closed its pipe and went on");
        }
        List<String> said = lastWords();
        return log.hasDump()
                ? new PythonStartException(notLoaded(limit) + HANGS)
                : new PythonStartException(
                        lines(describeEnd() + " before the app was loaded", said));
    }

    /// The host writes where it hangs, and ends itself.
    private PythonStartException tooLate(Duration limit) throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        awaitEnd(DUMP_LIMIT);
        lastWords(); // before its pipes are closed
        kill();
        started.forEach(ProcessHandle::destroyForcibly);
        return new PythonStartException(
                notLoaded(limit) + (log.hasDump() ? HANGS : "it did not say where"));
    }

    private static String notLoaded(Duration limit) {
        return "the app was not loaded within "
                + limit.toMillis()
                + " ms (--python-start-timeout); ";
    }

    /// What it printed last.
    private List<String> lastWords() {
        try {
            reader.join(LAST_WORDS); // a process that it left behind may hold the pipe open
            logger.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return log.tail();
    }

    private String describeEnd() {
        int code = process.exitValue();
        return code > 128
                ? "the interpreter was ended by signal " + (code - 128)
                : "the interpreter ended with exit code " + code;
    }

    private static String lines(String reason, List<String> below) {
        return below.isEmpty() ? reason : reason + ":\n" + String.join("\n", below);
    }

    private Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(label + " " + name).unstarted(work);
    }
}
