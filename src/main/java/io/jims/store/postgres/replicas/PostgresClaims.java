package io.jims.store.postgres.replicas;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.ThreadId;
import io.jims.store.Replicas.Claim;
import io.jims.store.StoreException;
import io.jims.store.postgres.connection.PostgresErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// This process's claims on threads: advisory locks of one session, which the server releases when
/// the session, and so when the process, ends. Safe for all threads.
///
/// A lost session is opened again, and its claims are taken again. A claim that another process
/// took meanwhile is lost for good. If its run ends before that is known, the thread's version
/// prevents its output from being stored.
final class PostgresClaims implements AutoCloseable, PostgresSession.Work {
    private static final System.Logger LOGGER = System.getLogger(PostgresClaims.class.getName());
    private static final String CLAIM = "claim a thread in";

    /// Claims that are held at once. The server's table of locks is shared with all its users, and
    /// by default has room for some 6,000.
    private static final int MOST_CLAIMS = 1_024;

    private static final int MOST_AT_ONCE = 512;
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);
    private static final int RECLAIMS = 20;
    private static final Duration BETWEEN_RECLAIMS = Duration.ofMillis(50);

    /// All sessions are lost when the server restarts; a thread must not be taken from a process
    /// that is just reconnecting.
    private static final Duration UNTIL_OTHERS_RECLAIMED = Duration.ofSeconds(1);

    private final PostgresErrors errors;
    private final Duration timeout;
    private final PostgresSession session;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Semaphore room = new Semaphore(MOST_CLAIMS);
    private final BlockingQueue<ClaimRequest> requests = new LinkedBlockingQueue<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    // Touched by the session's thread only.
    private final List<ClaimRequest> taken = new ArrayList<>();
    private AdvisoryLocks.@Nullable Session before;

    PostgresClaims(PGSimpleDataSource source, PostgresErrors errors, Duration timeout) {
        this.errors = errors;
        this.timeout = timeout;
        this.session = new PostgresSession("jims-store-claims", source, timeout, this);
    }

    Optional<Claim> tryClaim(ThreadId thread) {
        ClaimRequest.Take take = new ClaimRequest.Take(thread);
        return hasRoom() ? ask(take, take.answer()) : Optional.empty();
    }

    Set<ThreadId> unclaimed(Collection<ThreadId> threads) {
        Set<ThreadId> others = new HashSet<>(threads);
        held.forEach(claim -> others.remove(claim.thread));
        ClaimRequest.Probe probe = new ClaimRequest.Probe(List.copyOf(others));
        return ask(probe, probe.answer());
    }

    @Override
    public void close() {
        if (started.get()) {
            session.close(() -> requests.add(new ClaimRequest.Probe(List.of())));
        }
    }

    @Override
    public void run(Connection connection) throws SQLException {
        AdvisoryLocks locks = AdvisoryLocks.of(connection);
        if (before != null) {
            locks.end(before);
            reclaim(locks);
            LockSupport.parkNanos(UNTIL_OTHERS_RECLAIMED.toNanos());
        }
        before = locks.session();
        while (!session.isClosed()) {
            takeRequests();
            serve(locks);
            taken.clear();
        }
        fail(errors.explain(CLAIM, "it is closed"));
    }

    @Override
    public void onLost(SQLException reason) {
        fail(errors.explain(CLAIM, reason));
    }

    private void fail(StoreException failure) {
        requests.drainTo(taken);
        for (ClaimRequest request : taken) {
            switch (request) {
                case ClaimRequest.Take take -> {
                    room.release();
                    take.answer().fail(failure);
                }
                case ClaimRequest.Probe probe -> probe.answer().fail(failure);
                case ClaimRequest.Release release -> {} // it ended with its session
            }
        }
        taken.clear();
    }

    private boolean hasRoom() {
        try {
            return room.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while many threads are claimed", e);
        }
    }

    private <T> T ask(ClaimRequest request, PendingResult<T> answer) {
        if (started.compareAndSet(false, true)) {
            session.start();
        }
        requests.add(request);
        if (session.isClosed()) { // and may have looked at its requests for the last time
            answer.fail(errors.explain(CLAIM, "it is closed"));
        }
        return answer.await();
    }

    private void takeRequests() {
        try {
            ClaimRequest first =
                    requests.poll(BETWEEN_SIGNS_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                requests.drainTo(taken, MOST_AT_ONCE - 1);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        }
    }

    private void serve(AdvisoryLocks locks) throws SQLException {
        List<ThreadId> released = new ArrayList<>();
        List<ClaimRequest.Take> takes = new ArrayList<>();
        for (ClaimRequest request : taken) {
            switch (request) {
                case ClaimRequest.Release(var thread) -> released.add(thread);
                case ClaimRequest.Take take -> takes.add(take);
                case ClaimRequest.Probe(var threads, var answer) ->
                        answer.complete(threads.isEmpty() ? Set.of() : locks.free(threads));
            }
        }
        if (!released.isEmpty()) {
            locks.release(released);
        }
        if (!takes.isEmpty()) {
            take(locks, takes);
        }
        if (taken.isEmpty()) {
            locks.check();
        }
    }

    private void take(AdvisoryLocks locks, List<ClaimRequest.Take> takes) throws SQLException {
        Map<ThreadId, Long> versions =
                locks.take(takes.stream().map(ClaimRequest.Take::thread).toList());
        for (ClaimRequest.Take take : takes) {
            Long version = versions.get(take.thread());
            if (version == null) {
                room.release();
                take.answer().complete(Optional.empty());
            } else {
                Held claim = new Held(take.thread(), version);
                held.add(claim);
                if (!take.answer().complete(Optional.of(claim))) {
                    claim.close();
                }
            }
        }
    }

    /// Takes again what the session before had; that one's end may be a moment away.
    private void reclaim(AdvisoryLocks locks) throws SQLException {
        List<Held> open = new ArrayList<>(held);
        for (int tries = 0; !open.isEmpty() && tries < RECLAIMS; tries++) {
            if (tries > 0) {
                LockSupport.parkNanos(BETWEEN_RECLAIMS.toNanos());
            }
            Set<ThreadId> free =
                    locks.take(open.stream().map(claim -> claim.thread).toList()).keySet();
            open.removeIf(claim -> free.contains(claim.thread));
        }
        for (Held claim : open) {
            claim.lost = true;
            LOGGER.log(WARNING, "another server has taken over the thread " + claim.thread);
        }
    }

    private final class Held implements Claim {
        private final ThreadId thread;
        private final long version;
        private volatile boolean lost;

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
            return lost;
        }

        @Override
        public void close() {
            if (held.remove(this)) {
                requests.add(new ClaimRequest.Release(thread));
                room.release();
            }
        }
    }
}
