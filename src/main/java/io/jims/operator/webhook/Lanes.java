package io.jims.operator.webhook;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.store.ThreadStore;
import io.jims.store.index.WebhookQueue.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Delivers the events of several threads concurrently, those of one thread in order. An event is
/// read only when it is due, so memory holds one for each lane. Used by one thread at a time.
final class Lanes implements AutoCloseable {
    static final int AT_ONCE = 8;

    private final ThreadStore threads;
    private final Receiver receiver;
    private final WebhookNumbers numbers;
    private final BooleanSupplier mayGoOn;
    private final Set<Long> delivered = ConcurrentHashMap.newKeySet();
    private final ExecutorService lanes =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    /// @param mayGoOn asked before each attempt
    Lanes(ThreadStore threads, Receiver receiver, WebhookNumbers numbers, BooleanSupplier mayGoOn) {
        this.threads = threads;
        this.receiver = receiver;
        this.numbers = numbers;
        this.mayGoOn = mayGoOn;
    }

    /// Returns the results in the order of the lanes, when all have ended. Events already delivered
    /// are not delivered again until [#forget].
    List<LaneResult> deliver(List<List<Queued>> events) throws InterruptedException {
        List<Future<LaneResult>> results =
                lanes.invokeAll(
                        events.stream()
                                .map(lane -> (Callable<LaneResult>) () -> run(lane))
                                .toList());
        List<LaneResult> found = new ArrayList<>();
        for (Future<LaneResult> result : results) {
            found.add(of(result));
        }
        return found;
    }

    /// Forgets the events of a completed batch.
    void forget() {
        delivered.clear();
    }

    private static LaneResult of(Future<LaneResult> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private LaneResult run(List<Queued> lane) throws InterruptedException {
        for (Queued event : lane) {
            if (delivered.contains(event.position())) {
                continue;
            }
            if (!mayGoOn.getAsBoolean()) {
                return new LaneResult.Unfinished();
            }
            DeliveryResult result = deliver(event);
            if (!(result instanceof DeliveryResult.Delivered)) {
                return new LaneResult.Stopped(event, result);
            }
            delivered.add(event.position());
        }
        return new LaneResult.Done();
    }

    private DeliveryResult deliver(Queued queued) throws InterruptedException {
        Optional<ChatThread> thread = threads.find(queued.thread());
        Optional<ThreadEvent> event = threads.event(queued.thread(), queued.eventId());
        if (thread.isEmpty() || event.isEmpty()) { // erased meanwhile
            return new DeliveryResult.Delivered();
        }
        DeliveryResult result = receiver.deliver(thread.get(), event.get());
        numbers.count(result);
        return result;
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
