package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [ThreadStore] keeps to, seen by hundreds of virtual threads at once.
@Timeout(120)
public abstract class ThreadStoreConcurrencyContract {
    private static final int CALLERS = 300;

    /// Opens the test's own database, empty at first, once more each time.
    protected abstract ThreadStore open();

    @Test
    void append_fromHundredsOfThreads_losesNoEventAndKeepsTheirOrder() throws Exception {
        int messages = 20;
        List<Caller> callers = callers(i -> new Caller(ThreadId.create(), messages));

        try (ThreadStore store = open()) {
            join(start(callers, store));

            assertThat(callers)
                    .allSatisfy(caller -> {
                        assertThat(caller.acknowledged).hasSize(messages);
                        assertThat(store.events(caller.id, 1_000))
                                .containsExactlyElementsOf(caller.acknowledged);
                    });
        }
    }

    @Test
    void append_toOneThreadFromHundreds_losesNoEvent() throws Exception {
        ThreadId shared = ThreadId.create();
        List<Caller> callers = callers(i -> new Caller(shared, 10));

        try (ThreadStore store = open()) {
            join(start(callers, store));

            assertThat(store.events(shared, 10_000))
                    .containsExactlyInAnyOrderElementsOf(acknowledged(callers));
        }
    }

    @Test
    void read_fromHundredsOfThreads_findsWhatEachHasStored() throws Exception {
        Queue<ThreadId> missed = new ConcurrentLinkedQueue<>();
        try (ThreadStore store = open()) {
            List<Thread> threads =
                    IntStream.range(0, CALLERS)
                            .mapToObj(i ->
                                    Thread.startVirtualThread(() -> {
                                        ThreadId id = ThreadId.create();
                                        ThreadEvent event = Samples.event("mine");
                                        store.create(Samples.thread(id), List.of(event));
                                        if (store.find(id).isEmpty()
                                                || !store.events(id, 5).equals(List.of(event))) {
                                            missed.add(id);
                                        }
                                    }))
                            .toList();
            join(threads);
        }

        assertThat(missed).isEmpty();
    }

    @Test
    void close_whileManyAppend_keepsExactlyWhatWasAcknowledged() throws Exception {
        List<Caller> callers = callers(i -> new Caller(ThreadId.create(), Integer.MAX_VALUE));
        ThreadStore store = open();
        List<Thread> threads = start(callers, store);
        callers.getFirst().begun.await();

        store.close();

        join(threads);
        assertStoredIsAcknowledged(callers);
    }

    @Test
    void append_interruptedAtAnyMoment_throwsOnlyIfNothingWasStored() throws Exception {
        long seed = System.nanoTime();
        System.out.println("interrupts with seed " + seed);
        List<Caller> callers = callers(i -> new Caller(ThreadId.create(), Integer.MAX_VALUE));
        try (ThreadStore store = open()) {
            List<Thread> threads = new ArrayList<>(start(callers, store));
            for (Caller caller : callers) {
                caller.begun.await();
            }
            Collections.shuffle(threads, new Random(seed));
            threads.forEach(Thread::interrupt);
            join(threads);
        }

        assertThat(callers).allMatch(caller -> caller.interruptRestored);
        assertStoredIsAcknowledged(callers);
    }

    private void assertStoredIsAcknowledged(List<Caller> callers) {
        try (ThreadStore store = open()) {
            assertThat(callers)
                    .allSatisfy(caller ->
                            assertThat(store.events(caller.id, 1_000_000))
                                    .containsExactlyElementsOf(caller.acknowledged));
        }
    }

    private static List<Caller> callers(IntFunction<Caller> factory) {
        return IntStream.range(0, CALLERS).mapToObj(factory).toList();
    }

    private static List<Thread> start(List<Caller> callers, ThreadStore store) {
        return callers.stream()
                .map(caller -> Thread.startVirtualThread(() -> caller.appendTo(store)))
                .toList();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<ThreadEvent> acknowledged(List<Caller> callers) {
        return callers.stream().flatMap(caller -> caller.acknowledged.stream()).toList();
    }

    /// Appends one event after the other until it has done its share, fails or is interrupted.
    private static final class Caller {
        final ThreadId id;
        final int share;
        final List<ThreadEvent> acknowledged = new ArrayList<>();
        final CountDownLatch begun = new CountDownLatch(1);
        boolean interruptRestored;

        Caller(ThreadId id, int share) {
            this.id = id;
            this.share = share;
        }

        void appendTo(ThreadStore store) {
            try {
                while (acknowledged.size() < share && !Thread.currentThread().isInterrupted()) {
                    ThreadEvent event = Samples.event("message " + acknowledged.size());
                    store.append(id, List.of(event));
                    acknowledged.add(event);
                    begun.countDown();
                }
            } catch (StoreException e) {
                begun.countDown();
            }
            interruptRestored = Thread.currentThread().isInterrupted();
        }
    }
}
