package io.jims.conversation.run;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.run.RunContext;
import io.jims.observe.RunObserver;
import io.jims.observe.RunObserver.RunReport;
import io.jims.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One execution of a pipeline for one user message, on a virtual thread of its own. Ends when the
/// pipeline returns, when it is stopped, or after its time, whichever comes first; what the
/// pipeline does after that has no effect, but it holds its slot until it has really returned.
///
/// Safe for all threads.
public final class Run {
    private static final System.Logger LOG = System.getLogger(Run.class.getName());

    private final String app;
    private final Pipeline pipeline;
    private final RunContext context;
    private final Semaphore slots;
    private final Duration timeout;
    private final RunObserver observer;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private boolean hasSlot;
    private volatile @Nullable Throwable failure;

    /// @param slots one is waited for, and held while the pipeline runs
    /// @param timeout from the moment that it has its slot
    Run(
            String app,
            Pipeline pipeline,
            RunContext context,
            Semaphore slots,
            Duration timeout,
            RunObserver observer) {
        this.app = app;
        this.pipeline = pipeline;
        this.context = context;
        this.slots = slots;
        this.timeout = timeout;
        this.observer = observer;
        this.thread = Thread.ofVirtual().name("run " + context.threadId()).unstarted(this::work);
    }

    /// Takes a slot at once where one is free, which is nearly always: then nobody has to wait for
    /// the run's thread to say that it has one.
    Run start() {
        hasSlot = !slots.hasQueuedThreads() && slots.tryAcquire();
        if (hasSlot) {
            begun.countDown();
        }
        thread.start();
        return this;
    }

    /// Waits until the run has ended and returns what it sent, not yet stored.
    ///
    /// @throws ChatException `PIPELINE` if it threw, `TIMEOUT` if it took too long
    /// @throws StoreException if the thread's events could not be read before it sent anything
    /// @throws InterruptedException if the caller was interrupted; the run is then, too
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it, it is only cheaper
    public List<ThreadEvent> await() throws InterruptedException {
        try {
            begun.await();
            Thread.yield(); // to the run: many are over at once, and then no timer is needed
            if (!over.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw abandon("no answer within " + timeout.toSeconds() + " s");
            }
        } finally {
            context.end();
            thread.interrupt();
        }
        Throwable reason = failure;
        if (reason != null && !context.isStopped()) {
            if (reason instanceof StoreException unread && context.end().isEmpty()) {
                throw unread;
            }
            throw ChatException.ofPipeline(reason);
        }
        return context.end();
    }

    /// Ends the run now; what it sent and streamed so far is its answer. Changes nothing once it
    /// has ended.
    public void stop() {
        context.stop();
        thread.interrupt();
        signalEnd();
    }

    /// The run in its trace; it goes on until what came out is stored, and the caller closes it.
    public Span span() {
        return context.span();
    }

    /// Whether it was [#stop] that ended the run.
    public boolean isStopped() {
        return context.isStopped();
    }

    private void work() {
        if (!hasSlot && !awaitSlot()) {
            return;
        }
        long start = System.nanoTime();
        try {
            pipeline.run(context);
            warnOfSilence();
        } catch (Throwable e) { // an app's linkage or assertion error must reach its visitor, too
            if (failure == null) {
                failure = e;
            }
        } finally {
            slots.release();
            context.end();
            report(Duration.ofNanos(System.nanoTime() - start));
            signalEnd();
        }
    }

    /// Its visitor waits in vain, and nothing else tells the operator.
    private void warnOfSilence() {
        boolean silent = context.end().stream().noneMatch(ThreadEvent::isCommunication);
        if (silent && failure == null && !context.isStopped()) {
            LOG.log(
                    WARNING,
                    "the pipeline of {0} sent nothing to the visitor on thread {1}",
                    app,
                    context.threadId());
        }
    }

    /// False if the run was ended before its turn.
    private boolean awaitSlot() {
        try {
            slots.acquire();
            begun.countDown();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signalEnd();
            return false;
        }
    }

    /// Before anyone hears of the end, so that what is counted is never behind what was answered.
    private void report(Duration duration) {
        Throwable reason = context.isStopped() ? null : failure;
        String question = reason == null ? null : context.lastUserMessage().orElse(null);
        observer.onRunEnded(new RunReport(app, context.threadId(), duration, reason, question));
    }

    private void signalEnd() {
        begun.countDown();
        over.countDown();
    }

    /// From now on the run counts as failed, whatever the pipeline still does.
    private ChatException abandon(String message) {
        ChatException reason = new ChatException(ErrorCode.TIMEOUT, message);
        failure = reason;
        return reason;
    }
}
