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
import java.util.function.Supplier;

/// Counters for amounts that are known only afterwards, without a limit. Counts of other replicas
/// are seen within seconds. Safe for all threads.
final class UsageCounters {
    private static final int MAX_COUNTERS = 50_000;

    /// Longest age of a cached total.
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

    /// Counts this amount. Another thread updates the database, and retries if that fails.
    void add(CounterKey key, LocalDate day, long amount) {
        counter(key).add(key, day, amount);
    }

    /// What has been counted on this day.
    ///
    /// @throws StoreException if that cannot be found out at present
    long total(CounterKey key, LocalDate day) {
        return counter(key).total(key, day);
    }

    /// The total as far as known, without a query.
    long known(CounterKey key, LocalDate day) {
        UsageCounter counter = counters.getIfPresent(key);
        return counter == null ? 0 : counter.known(day);
    }

    private UsageCounter counter(CounterKey key) {
        return counters.get(key, missing -> new UsageCounter());
    }

    /// Stores what is not stored yet.
    ///
    /// @throws StoreException if the database does not take it
    void storeAll() {
        counters.asMap().forEach((key, counter) -> counter.store(key));
    }

    /// Adding never waits for a query: it runs on threads that read an app's output.
    private final class UsageCounter {
        private final ReentrantLock asking = new ReentrantLock();
        private final ReentrantLock lock = new ReentrantLock();
        private LocalDate day = LocalDate.MIN;
        private Instant readAt = Instant.EPOCH;
        private long stored;
        private long unstored;
        private boolean scheduled;

        /// Stores it on a thread of its own, together with amounts that arrive until then.
        void add(CounterKey key, LocalDate today, long amount) {
            boolean first =
                    locked(() -> {
                        turnTo(today);
                        unstored += amount;
                        boolean idle = !scheduled;
                        scheduled = true;
                        return idle;
                    });
            if (first) {
                Thread.ofVirtual().name("spent tokens").start(() -> storeLater(key));
            }
        }

        private void storeLater(CounterKey key) {
            try {
                store(key);
            } catch (StoreException e) {
                failures.log("Spent tokens are not stored yet", e);
            }
        }

        long total(CounterKey key, LocalDate today) {
            asking.lock();
            try {
                if (locked(() -> hasUnstored(today))) {
                    store(key);
                } else if (locked(this::isOld)) {
                    long total = counts.total(key.id(), today);
                    locked(() -> keep(today, total, 0));
                }
                return locked(() -> today.equals(day) ? stored + unstored : 0);
            } finally {
                asking.unlock();
            }
        }

        private boolean hasUnstored(LocalDate today) {
            turnTo(today);
            return unstored > 0;
        }

        private boolean isOld() {
            return readAt.plus(FRESH).isBefore(clock.instant());
        }

        long known(LocalDate today) {
            return locked(() -> today.equals(day) ? stored + unstored : 0);
        }

        /// Stores the amounts so far. Those that fail are retried with the next ones.
        void store(CounterKey key) {
            asking.lock();
            try {
                Spent spent =
                        locked(() -> {
                            scheduled = false;
                            return new Spent(day, unstored);
                        });
                if (spent.amount() > 0) {
                    long total =
                            counts.add(key.id(), spent.day(), spent.amount(), Long.MAX_VALUE)
                                    .total();
                    locked(() -> keep(spent.day(), total, spent.amount()));
                }
            } finally {
                asking.unlock();
            }
        }

        /// @param added what of it had not been stored
        private void keep(LocalDate counted, long total, long added) {
            if (counted.equals(day)) { // else it is of no interest any more
                stored = total;
                unstored -= added;
                readAt = clock.instant();
            }
        }

        private void turnTo(LocalDate today) {
            if (!today.equals(day)) {
                day = today;
                readAt = Instant.EPOCH;
                stored = 0;
                unstored = 0;
            }
        }

        private void locked(Runnable step) {
            locked(() -> {
                step.run();
                return true;
            });
        }

        private <T> T locked(Supplier<T> step) {
            lock.lock();
            try {
                return step.get();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Amounts of a day that are not stored yet.
    private record Spent(LocalDate day, long amount) {}
}
