package io.jims.admission.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.observe.RareLine;
import io.jims.store.DailyCounts;
import io.jims.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.locks.ReentrantLock;

/// Counts amounts that are known afterwards, without a limit. What other replicas count is seen
/// within seconds. Safe for all threads.
final class UsageCounters {
    private static final int MAX_COUNTERS = 50_000;

    /// How old a total may be.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final RareLine failures =
            new RareLine(System.getLogger(UsageCounters.class.getName()), Level.WARNING);
    private final DailyCounts counts;
    private final InstantSource clock;
    private final Cache<CounterKey, UsageCounter> counters =
            Caffeine.newBuilder().maximumSize(MAX_COUNTERS).build();

    UsageCounters(DailyCounts counts, InstantSource clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /// Counts this amount; where the database does not take it, as soon as it does.
    void add(CounterKey key, LocalDate day, long amount) {
        counter(key).add(key, day, amount);
    }

    /// What has been counted on this day.
    ///
    /// @throws StoreException if that cannot be found out at present
    long total(CounterKey key, LocalDate day) {
        return counter(key).total(key, day);
    }

    /// What is known without asking.
    long known(CounterKey key, LocalDate day) {
        UsageCounter counter = counters.getIfPresent(key);
        return counter == null ? 0 : counter.known(day);
    }

    private UsageCounter counter(CounterKey key) {
        return counters.get(key, missing -> new UsageCounter());
    }

    private final class UsageCounter {
        private final ReentrantLock lock = new ReentrantLock();
        private LocalDate day = LocalDate.MIN;
        private Instant readAt = Instant.EPOCH;
        private long stored;
        private long unstored;

        void add(CounterKey key, LocalDate today, long amount) {
            lock.lock();
            try {
                turnTo(today);
                unstored += amount;
                store(key);
            } catch (StoreException e) {
                failures.log("Spent tokens are not stored yet", e);
            } finally {
                lock.unlock();
            }
        }

        long total(CounterKey key, LocalDate today) {
            lock.lock();
            try {
                turnTo(today);
                if (unstored > 0) {
                    store(key);
                } else if (readAt.plus(FRESH).isBefore(clock.instant())) {
                    stored = counts.total(key.id(), day);
                    readAt = clock.instant();
                }
                return stored;
            } finally {
                lock.unlock();
            }
        }

        long known(LocalDate today) {
            lock.lock();
            try {
                return today.equals(day) ? stored + unstored : 0;
            } finally {
                lock.unlock();
            }
        }

        private void store(CounterKey key) {
            stored = counts.add(key.id(), day, unstored, Long.MAX_VALUE).total();
            unstored = 0;
            readAt = clock.instant();
        }

        private void turnTo(LocalDate today) {
            if (!today.equals(day)) {
                day = today;
                readAt = Instant.EPOCH;
                stored = 0;
                unstored = 0;
            }
        }
    }
}
