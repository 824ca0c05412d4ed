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

/// A store that keeps its threads in memory, and can be told to fail.
public final class InMemoryThreadStore implements ThreadStore {
    private final Map<ThreadId, ChatThread> threads = new ConcurrentHashMap<>();
    private final Map<ThreadId, List<ThreadEvent>> events = new ConcurrentHashMap<>();
    private volatile boolean failing;

    public void failing(boolean value) {
        failing = value;
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
        check();
        threads.putIfAbsent(thread.id(), thread);
        append(thread.id(), first);
    }

    @Override
    public void append(ThreadId id, List<ThreadEvent> appended) {
        check();
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

    private static List<ThreadEvent> merge(List<ThreadEvent> present, List<ThreadEvent> appended) {
        Map<Object, ThreadEvent> byId =
                LinkedHashMap.newLinkedHashMap(present.size() + appended.size());
        present.forEach(event -> byId.put(event.id(), event));
        appended.forEach(event -> byId.putIfAbsent(event.id(), event));
        return List.copyOf(new ArrayList<>(byId.values()));
    }
}
