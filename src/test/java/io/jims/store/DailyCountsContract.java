package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.budget.DailyBudget;
import io.jims.admission.budget.DailyQuotas;
import io.jims.admission.budget.Payer;
import io.jims.core.Uuid7;
import io.jims.store.DailyCounts.Count;
import io.jims.store.archive.ThreadArchive;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises about what it counts by the day.
public abstract class DailyCountsContract {
    private static final LocalDate TODAY = LocalDate.parse("2026-05-01");
    private static final int THREADS = 8;
    private static final int TIMES = 25;

    private final UUID counter = Uuid7.next();
    private ThreadStore store;
    private DailyCounts counts;

    /// A store on the same database, whenever it is called.
    protected abstract ThreadStore open();

    /// The ids of the table, as another program reads them.
    protected abstract List<UUID> storedIds() throws Exception;

    @BeforeEach
    void openStore() {
        store = open();
        counts = store.dailyCounts();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void add_stopsAtTheLimit() {
        assertThat(counts.add(counter, TODAY, 3, 5)).isEqualTo(new Count(3, 3));
        assertThat(counts.add(counter, TODAY, 3, 5)).isEqualTo(new Count(2, 5));
        assertThat(counts.add(counter, TODAY, 3, 5)).isEqualTo(new Count(0, 5));
        assertThat(counts.add(counter, TODAY, 9, Long.MAX_VALUE)).isEqualTo(new Count(9, 14));
        assertThat(counts.add(counter, TODAY, 1, 5)).isEqualTo(new Count(0, 14));
        assertThat(counts.total(counter, TODAY)).isEqualTo(14);
    }

    @Test
    void add_withALimitBelowWhatIsWanted_addsTheLimit() {
        assertThat(counts.add(counter, TODAY, 7, 5)).isEqualTo(new Count(5, 5));
    }

    @Test
    void giveBack_letsOthersTakeIt_andNoMoreThanThere() {
        counts.add(counter, TODAY, 5, 5);

        counts.giveBack(counter, TODAY, 2);
        assertThat(counts.add(counter, TODAY, 5, 5)).isEqualTo(new Count(2, 5));
        counts.giveBack(counter, TODAY, 99);

        assertThat(counts.total(counter, TODAY)).isZero();
        assertThat(counts.add(counter, TODAY, 9, 5)).isEqualTo(new Count(5, 5));
    }

    @Test
    void giveBack_onADayThatIsForgotten_changesNothing() {
        counts.add(counter, TODAY, 3, 5);
        counts.add(counter, TODAY.plusDays(1), 3, 5);

        counts.giveBack(counter, TODAY, 3);

        assertThat(counts.total(counter, TODAY)).isZero();
        assertThat(counts.total(counter, TODAY.plusDays(1))).isEqualTo(3);
    }

    /// Whoever reads the database must not find out by trying whose counts these are.
    @Test
    void ids_areNotThoseThatAnybodyCanMake() throws Exception {
        UUID ann = ContactCounters.messagesOf("ann", "");
        counts.add(ann, TODAY, 3, 5);

        assertThat(storedIds()).hasSize(1).doesNotContain(ann, counter);
    }

    @Test
    void erasedContact_isCountedFromZero_andOthersAreNot() throws Exception {
        DailyQuotas quotas = new DailyQuotas(90, 900, 2, 900, 0);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-01T10:00:00Z"));
        for (String visitor : List.of("ann", "bob")) {
            DailyBudget budget = new DailyBudget(quotas, counts, clock);
            for (String network : List.of("192.0.2.1", "192.0.2.2")) {
                budget.admit(new Payer(visitor, network, false));
                budget.spend(new Payer(visitor, network, false), 7);
            }
            budget.admit(new Payer(visitor, "192.0.2.1", true));
            budget.spend(new Payer(visitor, "192.0.2.1", true), 7);
            budget.giveBack();
        }
        int before = storedIds().size();

        ((ThreadArchive) store).erase("ann");

        assertThat(storedIds()).hasSize(before - 6);
        assertThat(counts.total(ContactCounters.messagesOf("ann", ""), TODAY)).isZero();
        assertThat(counts.total(ContactCounters.tokensOf("ann", ""), TODAY)).isZero();
        assertThat(counts.total(ContactCounters.messagesOf("ann", "192.0.2.2"), TODAY)).isZero();
        assertThat(counts.total(ContactCounters.messagesOf("bob", "192.0.2.2"), TODAY))
                .isEqualTo(1);
        assertThat(counts.total(ContactCounters.messagesOf("bob", ""), TODAY)).isEqualTo(1);
        assertThat(counts.total(ContactCounters.tokensOf("bob", ""), TODAY)).isEqualTo(7);
    }

    @Test
    void restart_givesBack_whatWasDrawnInAdvance() {
        DailyQuotas quotas = new DailyQuotas(1_000, 0, 0, 0, 0);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-01T10:00:00Z"));
        for (int restart = 1; restart <= 3; restart++) {
            DailyBudget budget = new DailyBudget(quotas, counts, clock);
            budget.admit(new Payer("ann", "192.0.2.1", true));
            budget.giveBack();
        }
        DailyBudget budget = new DailyBudget(quotas, counts, clock);
        budget.read();

        assertThat(budget.metrics().getFirst().value().getAsLong()).isEqualTo(3);
    }

    @Test
    void counters_areApart() {
        counts.add(counter, TODAY, 3, 5);

        assertThat(counts.total(Uuid7.next(), TODAY)).isZero();
    }

    @Test
    void newDay_beginsAtZero_andForgetsTheOneBefore() {
        counts.add(counter, TODAY, 3, 5);

        assertThat(counts.add(counter, TODAY.plusDays(1), 1, 5)).isEqualTo(new Count(1, 1));
        assertThat(counts.total(counter, TODAY)).isZero();
    }

    @Test
    void whatWasCounted_isThereAfterARestart() {
        counts.add(counter, TODAY, 3, 5);
        store.close();
        openStore();

        assertThat(counts.add(counter, TODAY, 3, 5)).isEqualTo(new Count(2, 5));
    }

    @Test
    void manyThreads_addNoMoreThanTheLimitTogether() throws Exception {
        AtomicLong added = new AtomicLong();
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] =
                    Thread.startVirtualThread(() -> {
                        for (int time = 0; time < TIMES; time++) {
                            added.addAndGet(counts.add(counter, TODAY, 1, 100).added());
                        }
                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(added.get()).isEqualTo(100);
        assertThat(counts.total(counter, TODAY)).isEqualTo(100);
    }
}
