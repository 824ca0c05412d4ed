package io.jims.app.python;

import static java.lang.System.Logger.Level.DEBUG;

import io.jims.app.python.HostReply.Call;
import io.jims.app.python.HostReply.Done;
import io.jims.app.python.HostReply.Event;
import io.jims.app.python.HostReply.Failed;
import io.jims.app.python.HostReply.HandOff;
import io.jims.app.python.HostReply.Status;
import io.jims.app.python.HostReply.Unreadable;
import io.jims.app.python.HostReply.Usage;
import io.jims.app.python.HostReply.Wanted;
import io.jims.core.PageActionException;
import io.jims.core.ThreadContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run in a host process. Replies arrive on the host's reading thread, in order.
final class HostedRun {
    private static final System.Logger LOG = System.getLogger(HostedRun.class.getName());

    private final long number;
    private final ThreadContext context;
    private final boolean isStart;
    private final Consumer<HostRequest> host;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> calls = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /// @param host receives requests about the run; must not block
    HostedRun(long number, ThreadContext context, boolean isStart, Consumer<HostRequest> host) {
        this.number = number;
        this.context = context;
        this.isStart = isStart;
        this.host = host;
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
                context.events().size(),
                context.canHandOff());
    }

    /// Carries out a request of the pipeline. Requests after the run was stopped or timed out have
    /// no effect.
    void take(HostReply.OfRun reply) {
        try {
            apply(reply);
        } catch (IllegalStateException e) {
            LOG.log(DEBUG, "from a run that has ended: {0}", reply);
        } catch (RuntimeException e) { // such as an event that cannot be stored
            refuse(e);
            cancel();
        }
    }

    private void apply(HostReply.OfRun reply) {
        switch (reply) {
            case Status status -> context.reportStatus(status.text());
            case Event event -> context.send(event.type(), event.data());
            case Call call -> start(call);
            case HandOff handoff -> context.handOff(handoff.reason());
            case Usage usage -> context.reportLlmCall(usage.usage());
            case Unreadable odd -> throw new IllegalArgumentException(odd.reason());
            case Done _ -> over.countDown();
            case Failed failed -> fail(failed.failure());
            case Wanted _ -> fail(new IllegalStateException("its events got lost"));
        }
    }

    /// On a thread of its own: a page may take long, and other replies must be handled.
    private void start(Call call) {
        Thread thread = Thread.ofVirtual().unstarted(() -> host.accept(resultOf(call)));
        calls.add(thread);
        thread.start();
    }

    private HostRequest.CallResult resultOf(Call call) {
        try {
            Object value = context.call(call.name(), call.input(), call.timeout());
            return new HostRequest.CallResult(number, call.call(), value, null, null);
        } catch (PageActionException e) {
            return refused(call, e, e.reason().name().toLowerCase(Locale.ROOT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(call, e, null);
        } catch (RuntimeException e) { // such as input that is too large
            return refused(call, e, null);
        }
    }

    private HostRequest.CallResult refused(Call call, Exception e, @Nullable String reason) {
        String error = String.valueOf(e.getMessage());
        return new HostRequest.CallResult(number, call.call(), null, error, reason);
    }

    private void cancel() {
        host.accept(new HostRequest.CancelRun(number));
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
                    cancel();
                    calls.forEach(Thread::interrupt);
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
