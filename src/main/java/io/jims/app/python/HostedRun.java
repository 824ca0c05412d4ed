package io.jims.app.python;

import static java.lang.System.Logger.Level.DEBUG;

import io.jims.app.python.HostReply.Done;
import io.jims.app.python.HostReply.Event;
import io.jims.app.python.HostReply.Failed;
import io.jims.app.python.HostReply.Status;
import io.jims.app.python.HostReply.Unreadable;
import io.jims.app.python.HostReply.Usage;
import io.jims.app.python.HostReply.Wanted;
import io.jims.core.ThreadContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A run that a host has been given. Replies come on the host's reading thread, in their order.
final class HostedRun {
    private static final System.Logger LOG = System.getLogger(HostedRun.class.getName());

    private final long number;
    private final ThreadContext context;
    private final boolean isStart;
    private final Runnable cancel;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /// @param cancel asks the host to cancel the run; must not block
    HostedRun(long number, ThreadContext context, boolean isStart, Runnable cancel) {
        this.number = number;
        this.context = context;
        this.isStart = isStart;
        this.cancel = cancel;
    }

    long number() {
        return number;
    }

    ThreadContext context() {
        return context;
    }

    /// Whether the host may ask for its events; true once.
    boolean mayAsk() {
        return asked.compareAndSet(false, true);
    }

    HostRequest.StartRun request() {
        return new HostRequest.StartRun(
                number,
                context.threadId(),
                isStart,
                context.threadConfig(),
                context.events().getFirst().id(),
                context.events().getLast().id(),
                context.events().size());
    }

    /// Does what the pipeline asked for. What comes after the run was stopped or timed out has no
    /// effect.
    void take(HostReply.OfRun reply) {
        try {
            apply(reply);
        } catch (IllegalStateException e) {
            LOG.log(DEBUG, "from a run that has ended: {0}", reply);
        } catch (RuntimeException e) { // such as an event that cannot be stored
            refuse(e);
            cancel.run();
        }
    }

    private void apply(HostReply.OfRun reply) {
        switch (reply) {
            case Status status -> context.reportStatus(status.text());
            case Event event -> context.send(event.type(), event.data());
            case Usage usage -> context.reportLlmCall(usage.usage());
            case Unreadable odd -> throw new IllegalArgumentException(odd.reason());
            case Done _ -> over.countDown();
            case Failed failed -> fail(failed.failure());
            case Wanted _ -> fail(new IllegalStateException("its events got lost"));
        }
    }

    /// Ends the run, unless it has ended.
    void fail(RuntimeException reason) {
        refuse(reason);
        over.countDown();
    }

    private void refuse(RuntimeException reason) {
        failure.compareAndSet(null, reason);
    }

    /// Waits for the pipeline's end; when interrupted, cancels it, and waits on: it may do things
    /// until then, and holds its slot.
    ///
    /// @throws InterruptedException after the end, if interrupted
    /// @throws RuntimeException that it failed with
    void await() throws InterruptedException {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                if (!interrupted) {
                    cancel.run();
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            throw new InterruptedException("the run was cancelled");
        }
        RuntimeException reason = failure.get();
        if (reason != null) {
            throw reason;
        }
    }
}
