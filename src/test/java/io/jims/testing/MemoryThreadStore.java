package io.jims.testing;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.ThreadStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A store that forgets everything with the process. Safe for all threads.
public final class MemoryThreadStore implements ThreadStore {
    private final Runnable onClose;
    private final Map<ThreadId, ChatThread> threads = new ConcurrentHashMap<>();
    private final Map<ThreadId, List<ThreadEvent>> events = new ConcurrentHashMap<>();

    public MemoryThreadStore() {
        this(() -> {});
    }

    /// Tells of its end.
    ///
    /// @param onClose called when the store is closed
    public MemoryThreadStore(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public Optional<ChatThread> find(ThreadId id) {
        return Optional.ofNullable(threads.get(id));
    }

    @Override
    public List<ThreadEvent> events(ThreadId id, int limit) {
        List<ThreadEvent> all = events.getOrDefault(id, List.of());
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public void create(ChatThread thread, List<ThreadEvent> first) {
        threads.putIfAbsent(thread.id(), thread);
        append(thread.id(), first);
    }

    @Override
    public void append(ThreadId id, List<ThreadEvent> added) {
        events.merge(id, List.copyOf(added), MemoryThreadStore::merge);
    }

    @Override
    public void check() {}

    @Override
    public void close() {
        onClose.run();
    }

    private static List<ThreadEvent> merge(List<ThreadEvent> stored, List<ThreadEvent> added) {
        List<ThreadEvent> all = new ArrayList<>(stored);
        for (ThreadEvent event : added) {
            if (all.stream().noneMatch(other -> other.id().equals(event.id()))) {
                all.add(event);
            }
        }
        all.sort(Comparator.comparing(ThreadEvent::createdAt).thenComparing(ThreadEvent::id));
        return List.copyOf(all);
    }
}
