package io.jims.testing;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.ContactThread;
import io.jims.store.DailyCounts;
import io.jims.store.NewestEvents;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A store that keeps its threads in memory, and can be told to fail or to hang.
public final class InMemoryThreadStore implements ThreadStore {
    private final Map<ThreadId, ChatThread> threads = new ConcurrentHashMap<>();
    private final Map<ThreadId, List<ThreadEvent>> events = new ConcurrentHashMap<>();
    private final Set<Owed> owed = new ConcurrentSkipListSet<>();
    private final Runnable onClose;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger historiesRead = new AtomicInteger();
    private volatile boolean historiesFailing;
    private final MemoryCounts counts = new MemoryCounts(this::checkCounts);
    private volatile boolean countsFailing;
    private volatile boolean failing;
    private volatile boolean hanging;
    private final CountDownLatch lookedUp = new CountDownLatch(1);
    private volatile String heldExternalId = "";
    private volatile boolean countsHeld;
    private volatile boolean writesHeld;
    private volatile @Nullable UUID heldEvent;

    public InMemoryThreadStore() {
        this(() -> {});
    }

    /// Tells of its end.
    ///
    /// @param onClose called when the store is closed
    public InMemoryThreadStore(Runnable onClose) {
        this.onClose = onClose;
    }

    public void failing(boolean value) {
        failing = value;
    }

    /// Whether only what is counted by the day cannot be had.
    public void countsFailing(boolean value) {
        countsFailing = value;
    }

    /// Whether only the events of threads cannot be had.
    public void historiesFailing(boolean value) {
        historiesFailing = value;
    }

    /// How often the events of threads were read, or were to be.
    public int historiesRead() {
        return historiesRead.get();
    }

    /// Waits until they were read so often, or were to be.
    public void awaitHistoriesRead(int times) throws Exception {
        Await.until("histories are read", () -> historiesRead.get() >= times);
    }

    /// Whether writes last until they are interrupted or [#letGo].
    public void hanging(boolean value) {
        hanging = value;
    }

    /// Lets writes last until [#letGo], and [#awaitLookup] end with the first of them.
    public void holdWrites() {
        writesHeld = true;
    }

    /// Lets the look-up of this external id last until [#letGo].
    public void holdLookup(String externalId) {
        heldExternalId = externalId;
    }

    /// Lets what is asked of the counts of a day last until [#letGo].
    public void holdCounts() {
        countsHeld = true;
    }

    /// Lets the look-up of this event last until [#letGo].
    public void holdLookup(UUID eventId) {
        heldEvent = eventId;
    }

    /// Waits until the look-up or the write that is held has begun.
    public void awaitLookup() throws InterruptedException {
        if (!lookedUp.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was looked up");
        }
    }

    /// Ends the writes that hang: they are stored.
    public void letGo() {
        released.countDown();
    }

    /// Waits for the first write to begin.
    public void awaitWrite() throws InterruptedException {
        if (!written.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was written");
        }
    }

    /// Waits for so many calls that were told to fail.
    public void awaitRefusals(int count) throws Exception {
        Await.until(count + " failed calls", () -> refusals.get() >= count);
    }

    /// Deletes a thread with all that belongs to it.
    public void erase(ThreadId id) {
        threads.remove(id);
        events.remove(id);
        owed.removeIf(o -> o.thread().equals(id));
    }

    public List<ChatThread> threads() {
        return List.copyOf(threads.values());
    }

    public List<ThreadEvent> events(ThreadId id) {
        return events(id, Integer.MAX_VALUE);
    }

    @Override
    public Optional<ChatThread> find(ThreadId id) {
        check();
        return Optional.ofNullable(threads.get(id));
    }

    @Override
    public List<ThreadEvent> events(ThreadId id, int limit) {
        check();
        List<ThreadEvent> all = events.getOrDefault(id, List.of());
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public NewestEvents newestEvents(ThreadId id, int limit, long characters) {
        historiesRead.incrementAndGet();
        if (historiesFailing) {
            throw new StoreException("the disk is gone");
        }
        return ThreadStore.super.newestEvents(id, limit, characters);
    }

    @Override
    public Optional<ThreadEvent> event(ThreadId id, UUID eventId) {
        if (eventId.equals(heldEvent)) {
            lookedUp.countDown();
            awaitRelease();
        }
        return events(id).stream().filter(event -> event.id().equals(eventId)).findFirst();
    }

    /// The first thing that was said is the question here.
    @Override
    public List<ContactThread> threadsOf(String contactId, int limit) {
        check();
        return threads.values().stream()
                .filter(thread -> contactId.equals(thread.contactId()))
                .sorted(Comparator.comparing(ChatThread::createdAt).reversed())
                .limit(limit)
                .map(thread ->
                        new ContactThread(
                                thread.id(),
                                events(thread.id()).stream()
                                        .filter(ThreadEvent::isFromUser)
                                        .findFirst()
                                        .orElse(null),
                                events(thread.id()).getLast().createdAt()))
                .sorted(Comparator.comparing(ContactThread::lastEventAt).reversed())
                .toList();
    }

    @Override
    public Optional<ChatThread> findByExternalId(String externalId) {
        check();
        if (externalId.equals(heldExternalId)) {
            lookedUp.countDown();
            awaitRelease();
        }
        return threads.values().stream()
                .filter(thread -> externalId.equals(thread.externalId()))
                .findFirst();
    }

    @Override
    public void store(ThreadChange change) {
        beginWrite();
        ChatThread created = change.created();
        if (created != null) {
            threads.putIfAbsent(created.id(), created);
        }
        events.merge(change.thread(), change.events(), InMemoryThreadStore::merge);
        if (change.unanswered() != null) {
            owed.add(new Owed(change.thread(), change.unanswered()));
        }
        if (change.answered() != null) {
            owed.remove(new Owed(change.thread(), change.answered()));
        }
    }

    @Override
    public Set<UUID> unanswered(ThreadId id) {
        check();
        return owed.stream()
                .filter(o -> o.thread().equals(id))
                .map(Owed::message)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<ChatThread> threadsOwingAnswers(int limit) {
        check();
        return owed.stream()
                .map(Owed::thread)
                .distinct()
                .limit(limit)
                .flatMap(id -> find(id).stream())
                .toList();
    }

    @Override
    public DailyCounts dailyCounts() {
        return counts;
    }

    private void checkCounts() {
        if (countsHeld) {
            lookedUp.countDown();
            awaitRelease();
        }
        if (countsFailing) {
            throw new StoreException("told to fail");
        }
    }

    @Override
    public void check() {
        if (failing) {
            refusals.incrementAndGet();
            throw new StoreException("told to fail");
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    private void beginWrite() {
        check();
        written.countDown();
        if (writesHeld) {
            lookedUp.countDown();
        }
        if (hanging || writesHeld) {
            awaitRelease();
        }
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted", e);
        }
    }

    private static List<ThreadEvent> merge(List<ThreadEvent> present, List<ThreadEvent> appended) {
        Map<Object, ThreadEvent> byId =
                LinkedHashMap.newLinkedHashMap(present.size() + appended.size());
        present.forEach(event -> byId.put(event.id(), event));
        appended.forEach(event -> byId.putIfAbsent(event.id(), event));
        return List.copyOf(new ArrayList<>(byId.values()));
    }

    private record Owed(ThreadId thread, UUID message) implements Comparable<Owed> {
        @Override
        public int compareTo(Owed other) {
            return message.toString().compareTo(other.message.toString());
        }
    }
}
