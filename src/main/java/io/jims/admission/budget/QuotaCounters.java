package io.jims.admission.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.store.DailyCounts;
import java.time.LocalDate;
import java.util.concurrent.locks.ReentrantLock;

/// Counters with a daily limit that all replicas together do not exceed. A replica reserves a
/// hundredth of the limit at a time, so most messages need no query; what it does not use is lost.
/// Safe for all threads.
final class QuotaCounters {
    private static final int PORTIONS = 100;
    private static final int MAX_COUNTERS = 50_000;

    private final DailyCounts counts;
    private final Cache<CounterKey, QuotaCounter> counters =
            Caffeine.newBuilder().maximumSize(MAX_COUNTERS).build();

    QuotaCounters(DailyCounts counts) {
        this.counts = counts;
    }

    /// Counts one more, unless the limit is reached.
    boolean tryTake(CounterKey key, LocalDate day, long limit) {
        return counter(key).tryTake(key, day, limit);
    }

    /// Returns what was reserved, so that a restart does not lose it.
    ///
    /// @throws io.jims.store.StoreException if the database does not take it; the rest is lost
    void giveBack() {
        counters.asMap().forEach((key, counter) -> counter.giveBack(key));
    }

    /// The count of this day as far as known, without this replica's unused reserve.
    long known(CounterKey key, LocalDate day) {
        QuotaCounter counter = counters.getIfPresent(key);
        return counter == null ? 0 : counter.known(day);
    }

    /// Loads the count of this day.
    ///
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    void read(CounterKey key, LocalDate day) {
        counter(key).read(key, day);
    }

    private QuotaCounter counter(CounterKey key) {
        return counters.get(key, missing -> new QuotaCounter());
    }

    private final class QuotaCounter {
        private final ReentrantLock lock = new ReentrantLock();
        private LocalDate day = LocalDate.MIN;
        private long left;
        private long total;
        private boolean exhausted;

        boolean tryTake(CounterKey key, LocalDate today, long limit) {
            lock.lock();
            try {
                turnTo(today);
                if (left == 0 && !exhausted) {
                    draw(key, limit);
                }
                if (left == 0) {
                    return false;
                }
                left--;
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void draw(CounterKey key, long limit) {
            long portion = Math.max(1, limit / PORTIONS);
            DailyCounts.Count count = counts.add(key.id(), day, portion, limit);
            left = count.added();
            total = count.total();
            exhausted = left == 0;
        }

        void giveBack(CounterKey key) {
            lock.lock();
            try {
                long returned = left;
                left = 0;
                if (returned > 0) {
                    counts.giveBack(key.id(), day, returned);
                }
            } finally {
                lock.unlock();
            }
        }

        void read(CounterKey key, LocalDate today) {
            lock.lock();
            try {
                turnTo(today);
                total = counts.total(key.id(), day);
            } finally {
                lock.unlock();
            }
        }

        long known(LocalDate today) {
            lock.lock();
            try {
                return today.equals(day) ? total - left : 0;
            } finally {
                lock.unlock();
            }
        }

        private void turnTo(LocalDate today) {
            if (!today.equals(day)) {
                day = today;
                left = 0;
                total = 0;
                exhausted = false;
            }
        }
    }
}
