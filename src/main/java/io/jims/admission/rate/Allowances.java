package io.jims.admission.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jims.admission.budget.Counter;
import io.jims.store.DailyCounts;
import java.time.LocalDate;
import java.util.concurrent.locks.ReentrantLock;

/// Counts one at a time up to a day's limit, which all replicas together do not exceed. A replica
/// counts a hundredth of the limit in advance and hands that out without asking again; what it does
/// not need is lost. Safe for all threads.
public final class Allowances {
    private static final int PORTIONS = 100;
    private static final int MAX_COUNTERS = 50_000;

    private final DailyCounts counts;
    private final Cache<Counter, Allowance> allowances =
            Caffeine.newBuilder().maximumSize(MAX_COUNTERS).build();

    public Allowances(DailyCounts counts) {
        this.counts = counts;
    }

    /// Counts one more, unless the limit is reached.
    public boolean tryTake(Counter counter, LocalDate day, long limit) {
        return allowance(counter).tryTake(counter, day, limit);
    }

    /// What has been counted on this day, as far as is known, without what this replica still has.
    public long known(Counter counter, LocalDate day) {
        Allowance allowance = allowances.getIfPresent(counter);
        return allowance == null ? 0 : allowance.known(day);
    }

    /// Finds out what has been counted on this day.
    ///
    /// @throws io.jims.store.StoreException if that cannot be found out at present
    public void read(Counter counter, LocalDate day) {
        allowance(counter).read(counter, day);
    }

    private Allowance allowance(Counter counter) {
        return allowances.get(counter, key -> new Allowance());
    }

    private final class Allowance {
        private final ReentrantLock lock = new ReentrantLock();
        private LocalDate day = LocalDate.MIN;
        private long left;
        private long total;
        private boolean exhausted;

        boolean tryTake(Counter counter, LocalDate today, long limit) {
            lock.lock();
            try {
                turnTo(today);
                if (left == 0 && !exhausted) {
                    draw(counter, limit);
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

        private void draw(Counter counter, long limit) {
            long portion = Math.max(1, limit / PORTIONS);
            DailyCounts.Count count = counts.add(counter.id(), day, portion, limit);
            left = count.added();
            total = count.total();
            exhausted = left == 0;
        }

        void read(Counter counter, LocalDate today) {
            lock.lock();
            try {
                turnTo(today);
                total = counts.total(counter.id(), day);
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
