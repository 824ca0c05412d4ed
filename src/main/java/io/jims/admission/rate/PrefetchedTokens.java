package io.jims.admission.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Tokens that this replica has taken from a shared bucket in advance, or the fact that it is
/// empty. Safe for all threads.
final class PrefetchedTokens {
    /// Held while tokens are taken from the shared bucket: one thread asks, the others wait for its
    /// result instead of emptying the bucket together.
    final ReentrantLock drawing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private int portion;
    private int tokens;
    private Instant tokensUntil = Instant.MIN;
    private Instant emptyUntil = Instant.MIN;

    boolean tryTake(Instant now) {
        lock.lock();
        try {
            if (tokens == 0 || !now.isBefore(tokensUntil)) {
                return false;
            }
            tokens--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// How many tokens to take now: twice as many as before if those were used up early, otherwise
    /// as many as were needed. Unused ones are lost to other replicas.
    int nextPortion(Instant now, int most) {
        lock.lock();
        try {
            int wanted = now.isBefore(tokensUntil) ? 2 * portion : portion - tokens;
            portion = Math.clamp(wanted, 1, most);
            return portion;
        } finally {
            lock.unlock();
        }
    }

    /// @param until when they expire
    void add(int more, Instant now, Instant until) {
        lock.lock();
        try {
            tokens = now.isBefore(tokensUntil) ? tokens + more : more;
            tokensUntil = until;
        } finally {
            lock.unlock();
        }
    }

    void emptyUntil(Instant until) {
        lock.lock();
        try {
            emptyUntil = until;
        } finally {
            lock.unlock();
        }
    }

    /// How long the bucket is known to stay empty; empty if it is not.
    Optional<Duration> emptyFor(Instant now) {
        lock.lock();
        try {
            return now.isBefore(emptyUntil)
                    ? Optional.of(Duration.between(now, emptyUntil))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
