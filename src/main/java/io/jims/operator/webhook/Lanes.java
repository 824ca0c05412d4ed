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

/// Tells of the events of several threads at once, of those of one thread in order. Events are read
/// one by one as their turn comes: memory holds one of each lane. Used by one thread at a time.
final class Lanes implements AutoCloseable {
    static final int AT_ONCE = 8;

    private final ThreadStore threads;
    private final Receiver receiver;
    private final WebhookNumbers numbers;
    private final BooleanSupplier mayGoOn;
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private final ExecutorService lanes =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    /// @param mayGoOn asked before each attempt
    Lanes(ThreadStore threads, Receiver receiver, WebhookNumbers numbers, BooleanSupplier mayGoOn) {
        this.threads = threads;
        this.receiver = receiver;
        this.numbers = numbers;
        this.mayGoOn = mayGoOn;
    }

    /// Returns how each lane ended, in their order, when all have. What was told before is not told
    /// again until [#forget].
    List<LaneEnd> tell(List<List<Queued>> events) throws InterruptedException {
        List<Future<LaneEnd>> ends =
                lanes.invokeAll(
                        events.stream().map(lane -> (Callable<LaneEnd>) () -> run(lane)).toList());
        List<LaneEnd> found = new ArrayList<>();
        for (Future<LaneEnd> end : ends) {
            found.add(of(end));
        }
        return found;
    }

    /// Those of a batch that is done.
    void forget() {
        told.clear();
    }

    private static LaneEnd of(Future<LaneEnd> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private LaneEnd run(List<Queued> lane) throws InterruptedException {
        for (Queued event : lane) {
            if (told.contains(event.position())) {
                continue;
            }
            if (!mayGoOn.getAsBoolean()) {
                return new LaneEnd.Unfinished();
            }
            Receipt receipt = tell(event);
            if (!(receipt instanceof Receipt.Taken)) {
                return new LaneEnd.Stopped(event, receipt);
            }
            told.add(event.position());
        }
        return new LaneEnd.Done();
    }

    private Receipt tell(Queued queued) throws InterruptedException {
        Optional<ChatThread> thread = threads.find(queued.thread());
        Optional<ThreadEvent> event = threads.event(queued.thread(), queued.eventId());
        if (thread.isEmpty() || event.isEmpty()) { // erased meanwhile
            return new Receipt.Taken();
        }
        Receipt receipt = receiver.tell(thread.get(), event.get());
        numbers.count(receipt);
        return receipt;
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
