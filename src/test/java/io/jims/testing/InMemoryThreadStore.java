package io.jims.testing;

import io.jims.core.ChatThread;
import io.jims.core.StoreException;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.ThreadStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A store that keeps its threads in memory, and can be told to fail or to hang.
public final class InMemoryThreadStore implements ThreadStore {
    private final Map<ThreadId, ChatThread> threads = new ConcurrentHashMap<>();
    private final Map<ThreadId, List<ThreadEvent>> events = new ConcurrentHashMap<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile boolean hanging;

    public void failing(boolean value) {
        failing = value;
    }

    /// Whether writes last until they are interrupted.
    public void hanging(boolean value) {
        hanging = value;
    }

    /// Waits for the first write to begin.
    public void awaitWrite() throws InterruptedException {
        if (!written.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was written");
        }
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
    public void create(ChatThread thread, List<ThreadEvent> first) {
        beginWrite();
        threads.putIfAbsent(thread.id(), thread);
        append(thread.id(), first);
    }

    @Override
    public void append(ThreadId id, List<ThreadEvent> appended) {
        beginWrite();
        events.merge(id, List.copyOf(appended), InMemoryThreadStore::merge);
    }

    @Override
    public void check() {
        if (failing) {
            throw new StoreException("told to fail");
        }
    }

    @Override
    public void close() {}

    private void beginWrite() {
        check();
        written.countDown();
        if (hanging) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted", e);
            }
        }
    }

    private static List<ThreadEvent> merge(List<ThreadEvent> present, List<ThreadEvent> appended) {
        Map<Object, ThreadEvent> byId =
                LinkedHashMap.newLinkedHashMap(present.size() + appended.size());
        present.forEach(event -> byId.put(event.id(), event));
        appended.forEach(event -> byId.putIfAbsent(event.id(), event));
        return List.copyOf(new ArrayList<>(byId.values()));
    }
}
