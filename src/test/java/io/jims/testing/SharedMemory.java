package io.jims.testing;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.ContactThread;
import io.jims.store.DailyCounts;
import io.jims.store.ErasedThreadException;
import io.jims.store.Replicas;
import io.jims.store.StaleThreadException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Threads in memory that several replicas share, each by a store of its own, as they share a
/// PostgreSQL database. What one does the others are told before the call returns.
public final class SharedMemory {
    private final InMemoryThreadStore memory = new InMemoryThreadStore();
    private final Map<ThreadId, Long> versions = new ConcurrentHashMap<>();
    private final Map<ThreadId, Replica> claims = new ConcurrentHashMap<>();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// One more replica.
    public Replica join() {
        Replica replica = new Replica();
        replicas.add(replica);
        return replica;
    }

    /// The threads themselves.
    public InMemoryThreadStore memory() {
        return memory;
    }

    /// Deletes a thread, as retention does; nobody is told.
    public void erase(ThreadId thread) {
        lock.lock();
        try {
            memory.erase(thread);
            versions.put(thread, 0L);
        } finally {
            lock.unlock();
        }
    }

    /// What one process sees of it.
    public final class Replica implements ThreadStore, Replicas {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private volatile @Nullable Listener listener;
        private volatile boolean claimsLost;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile @Nullable RuntimeException failure;
        private volatile boolean cutOff;

        /// The notes that it told the others.
        public List<String> told() {
            return told;
        }

        /// Whether its claims count no more, as after it was cut off for a while.
        public void loseClaims() {
            claimsLost = true;
        }

        /// Why what is owed cannot be found out from now on; null where it can.
        public void failing(@Nullable RuntimeException reason) {
            failure = reason;
        }

        /// Whether it hears nothing of the others; once it does again, it is told that it missed
        /// something.
        public void cutOff(boolean value) {
            cutOff = value;
            Listener told = listener;
            if (!value && told != null) {
                told.onGap();
            }
        }

        /// Waits until that has been asked for in vain.
        public void awaitFailure() throws Exception {
            Await.until("a failure", () -> failures.get() > 0);
        }

        @Override
        public void store(ThreadChange change) {
            ThreadId thread = change.thread();
            lock.lock();
            try {
                long version = version(thread);
                if (change.version() != null && change.version() != version) {
                    throw new StaleThreadException("version " + version);
                }
                if (change.created() == null && memory.find(thread).isEmpty()) {
                    throw new ErasedThreadException(new IllegalStateException("no such thread"));
                }
                memory.store(change);
                versions.put(thread, version + 1);
            } finally {
                lock.unlock();
            }
            listeners().forEach(other -> other.onStored(List.of(thread)));
        }

        @Override
        public long version(ThreadId id) {
            return versions.getOrDefault(id, 0L);
        }

        @Override
        public Replicas replicas() {
            return this;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public Optional<Claim> tryClaim(ThreadId thread) {
            return claims.putIfAbsent(thread, this) == null
                    ? Optional.of(new Held(thread, version(thread)))
                    : Optional.empty();
        }

        @Override
        public Set<ThreadId> unclaimed(Collection<ThreadId> threads) {
            return threads.stream()
                    .filter(thread -> !claims.containsKey(thread))
                    .collect(Collectors.toSet());
        }

        @Override
        public void tell(ThreadId thread, String note) {
            told.add(note);
            listeners().forEach(other -> other.onNote(thread, note));
        }

        @Override
        public void listen(Listener value) {
            listener = value;
        }

        @Override
        public Optional<ChatThread> find(ThreadId id) {
            return memory.find(id);
        }

        @Override
        public List<ThreadEvent> events(ThreadId id, int limit) {
            return memory.events(id, limit);
        }

        @Override
        public Optional<ThreadEvent> event(ThreadId id, UUID eventId) {
            return memory.event(id, eventId);
        }

        @Override
        public Set<UUID> unanswered(ThreadId id) {
            return memory.unanswered(id);
        }

        @Override
        public List<ChatThread> threadsOwingAnswers(int limit) {
            RuntimeException reason = failure;
            if (reason != null) {
                failures.incrementAndGet();
                throw reason;
            }
            return memory.threadsOwingAnswers(limit);
        }

        @Override
        public List<ContactThread> threadsOf(String contactId, int limit) {
            return memory.threadsOf(contactId, limit);
        }

        @Override
        public Optional<ChatThread> findByExternalId(String externalId) {
            return memory.findByExternalId(externalId);
        }

        @Override
        public DailyCounts dailyCounts() {
            return memory.dailyCounts();
        }

        @Override
        public void check() {
            memory.check();
        }

        @Override
        public void close() {}

        private List<Listener> listeners() {
            return replicas.stream()
                    .filter(replica -> replica != this && !replica.cutOff)
                    .map(replica -> Optional.ofNullable(replica.listener))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private final class Held implements Claim {
            private final ThreadId thread;
            private final long version;

            Held(ThreadId thread, long version) {
                this.thread = thread;
                this.version = version;
            }

            @Override
            public long version() {
                return version;
            }

            @Override
            public boolean isLost() {
                return claimsLost;
            }

            @Override
            public void close() {
                claims.remove(thread, Replica.this);
            }
        }
    }
}
