package io.jims.testing;

import io.jims.store.DailyCounts;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Counts of a day in memory.
public final class MemoryCounts implements DailyCounts {
    private final Map<UUID, Used> counters = new ConcurrentHashMap<>();
    private final Runnable check;

    public MemoryCounts() {
        this(() -> {});
    }

    /// @param check called first by every method; may throw
    MemoryCounts(Runnable check) {
        this.check = check;
    }

    @Override
    public Count add(UUID counter, LocalDate day, long wanted, long limit) {
        check.run();
        long[] added = new long[1];
        Used used =
                counters.compute(
                        counter,
                        (id, present) -> {
                            long before =
                                    present != null && present.day().equals(day)
                                            ? present.amount()
                                            : 0;
                            added[0] = Math.max(0, Math.min(wanted, limit - before));
                            return new Used(day, before + added[0]);
                        });
        return new Count(added[0], used.amount());
    }

    @Override
    public void giveBack(UUID counter, LocalDate day, long amount) {
        check.run();
        counters.computeIfPresent(
                counter,
                (id, present) ->
                        present.day().equals(day)
                                ? new Used(day, Math.max(0, present.amount() - amount))
                                : present);
    }

    @Override
    public long total(UUID counter, LocalDate day) {
        check.run();
        Used used = counters.get(counter);
        return used != null && used.day().equals(day) ? used.amount() : 0;
    }

    private record Used(LocalDate day, long amount) {}
}
