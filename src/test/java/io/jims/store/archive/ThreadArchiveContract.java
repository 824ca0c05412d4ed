package io.jims.store.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.ThreadChange;
import io.jims.store.archive.ThreadArchive.ArchiveReader;
import io.jims.store.commit.UninterruptibleWait;
import io.jims.store.sql.SqlThreadStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every archive keeps to.
public abstract class ThreadArchiveContract {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    SqlThreadStore store;

    /// Opens the test's own database, empty at first, once more each time.
    protected abstract SqlThreadStore open();

    /// Another one on the same database, beside a server's.
    protected abstract SqlThreadStore openBeside();

    /// The rows of a query, see [io.jims.store.Databases#query].
    protected abstract List<String> query(String sql) throws SQLException;

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void count_ofThreadsAndEventsOfTheContactOnly() {
        create("ann", event(0), event(1));
        create("ann");
        create("bob", event(2));

        assertThat(store.count("ann")).isEqualTo(new ArchiveTotals(2, 2));
        assertThat(store.count("nobody")).isEqualTo(ArchiveTotals.NONE);
    }

    @Test
    void export_tellsThreadsById_andTheirEventsByTime() {
        ThreadEvent late = event(5);
        ThreadEvent early = event(1);
        ChatThread first = create("ann", late, early);
        create("bob", event(2));
        ChatThread second = create("ann", event(3));
        List<Object> told = new ArrayList<>();

        ArchiveTotals exported = store.export("ann", collecting(told));

        assertThat(told)
                .containsExactly(
                        first, early, late, second, store.events(second.id(), 1).getFirst());
        assertThat(exported).isEqualTo(new ArchiveTotals(2, 3));
    }

    @Test
    void export_ofManyThreadsAndEvents_isWhole() {
        List<ThreadId> ids =
                IntStream.range(0, 230).mapToObj(i -> create("ann", event(i)).id()).toList();
        ThreadId last = // those of one millisecond are in no order
                ids.stream().max(Comparator.comparing(id -> id.value().toString())).orElseThrow();
        store.append(last, events(0, 700));
        List<Object> told = new ArrayList<>();

        assertThat(store.export("ann", collecting(told))).isEqualTo(new ArchiveTotals(230, 930));

        assertThat(told).hasSize(230 + 930).doesNotHaveDuplicates();
        assertThat(told.subList(told.size() - 2, told.size())).isEqualTo(store.events(last, 2));
    }

    @Test
    void erase_deletesAllOfTheContact_andNothingElse() throws SQLException {
        ThreadId owing = create("ann", event(0)).id();
        ThreadEvent owed = event(1);
        store.store(new ThreadChange(owing, null, List.of(owed), owed.id(), null));
        create("ann");
        ChatThread other = create("bob", event(2));
        store.store(new ThreadChange(other.id(), null, List.of(owed), owed.id(), null));

        assertThat(store.erase("ann")).isEqualTo(new ArchiveTotals(2, 2));

        assertThat(store.count("ann")).isEqualTo(ArchiveTotals.NONE);
        assertThat(store.find(owing)).isEmpty();
        assertThat(store.events(owing, 10)).isEmpty();
        assertThat(store.unanswered(owing)).isEmpty();
        assertThat(store.events(other.id(), 10)).hasSize(2);
        assertThat(store.unanswered(other.id())).containsExactly(owed.id());
        assertThat(query("SELECT count(*) FROM thread_events")).containsExactly("2");
    }

    @Test
    void erase_ofMoreThanATransactionTakes_deletesAll() {
        IntStream.range(0, 130).forEach(i -> create("ann", event(i)));
        ThreadId large = create("ann").id();
        store.append(large, events(0, 1_000));
        store.append(large, events(1_000, 2_345));

        assertThat(store.erase("ann")).isEqualTo(new ArchiveTotals(131, 2_475));

        assertThat(store.count("ann")).isEqualTo(ArchiveTotals.NONE);
        assertThat(store.events(large, 10)).isEmpty();
    }

    @Test
    void erase_ofUnknownContact_deletesNothing() {
        create("ann", event(0));

        assertThat(store.erase("Ann")).isEqualTo(ArchiveTotals.NONE);

        assertThat(store.count("ann")).isEqualTo(new ArchiveTotals(1, 1));
    }

    @Test
    void erase_besideAnotherProcessThatWrites_deletesAll_andLosesNothingOfOthers() {
        IntStream.range(0, 150).forEach(i -> create("ann", event(i)));
        try (SqlThreadStore other = openBeside()) {
            ThreadId busy = create("bob").id();
            Thread writer =
                    Thread.startVirtualThread(() ->
                            IntStream.range(0, 300)
                                    .forEach(i -> other.append(busy, List.of(event(i)))));
            store.erase("ann");
            UninterruptibleWait.until(() -> writer.join(Duration.ofMinutes(1)));

            assertThat(store.count("bob")).isEqualTo(new ArchiveTotals(1, 300));
            assertThat(store.count("ann")).isEqualTo(ArchiveTotals.NONE);
        }
    }

    @Test
    void eraseSilentSince_deletesThreadsWhoseLastEventIsOlder() {
        ThreadId old = create("ann", event(0), event(59)).id();
        ThreadId oldWithoutEvents = create("ann").id();
        ThreadId recent = create("ann", event(0), event(60)).id();

        assertThat(store.eraseSilentSince(NOON.plusSeconds(60), () -> true))
                .isEqualTo(new ArchiveTotals(2, 2));

        assertThat(store.find(old)).isEmpty();
        assertThat(store.find(oldWithoutEvents)).isEmpty();
        assertThat(store.events(recent, 10)).hasSize(2);
    }

    @Test
    void eraseSilentSince_keepsThreadsThatAreNewOrOweAnAnswer() {
        ThreadId recent = create("ann").id();
        ThreadId owing = create("ann", event(0)).id();
        ThreadEvent owed = event(1);
        store.store(new ThreadChange(owing, null, List.of(owed), owed.id(), null));

        assertThat(store.eraseSilentSince(NOON, () -> true)).isEqualTo(ArchiveTotals.NONE);
        assertThat(store.eraseSilentSince(NOON.plusSeconds(60), () -> true))
                .isEqualTo(new ArchiveTotals(1, 0));

        assertThat(store.find(recent)).isEmpty();
        assertThat(store.events(owing, 10)).hasSize(2);
    }

    @Test
    void eraseSilentSince_amongManyThreads_findsAllThatAreOld() {
        for (int i = 0; i < 260; i++) {
            create(i % 2 == 0 ? "old" : "new", event(i % 2 == 0 ? 0 : 60));
        }
        ThreadId large = create("old", event(0)).id();
        store.append(large, events(0, 2_500));

        assertThat(store.eraseSilentSince(NOON.plusSeconds(2_500), () -> true).threads())
                .isEqualTo(261);
        assertThat(store.count("old")).isEqualTo(ArchiveTotals.NONE);
    }

    @Test
    void eraseSilentSince_toldToEnd_leavesTheRest() {
        create("ann", event(0));

        assertThat(store.eraseSilentSince(NOON.plusSeconds(60), () -> false))
                .isEqualTo(ArchiveTotals.NONE);

        assertThat(store.count("ann")).isEqualTo(new ArchiveTotals(1, 1));
    }

    @Test
    void whoeverKeepsMoreOfAThread_isToldWhenItIsDeleted_inEveryWay() {
        List<ThreadId> told = new ArrayList<>();
        store.whenErased(told::add);
        ThreadId first = create("ann", event(0)).id();
        ThreadId large = create("ann").id();
        store.append(large, events(0, 2_500));
        ThreadId other = create("bob", event(0)).id();
        ThreadId owing = create("cleo", event(0)).id();
        ThreadEvent owed = event(1);
        store.store(new ThreadChange(owing, null, List.of(owed), owed.id(), null));
        ThreadId silent = create("dan", event(0)).id();

        store.erase("ann");
        assertThat(told).containsExactlyInAnyOrder(first, large);
        store.erase(other);
        assertThat(told).hasSize(3).contains(other);
        store.eraseSilentSince(NOON.plusSeconds(1), () -> true);
        assertThat(told).hasSize(4).contains(silent);
    }

    @Test
    void eraseSilentSince_bySeveralAtOnce_deletesEachOnce() throws Exception {
        IntStream.range(0, 120).forEach(i -> create("ann", event(0)));
        try (SqlThreadStore other = openBeside();
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<ArchiveTotals> one =
                    both.submit(() -> store.eraseSilentSince(NOON.plusSeconds(1), () -> true));
            Future<ArchiveTotals> two =
                    both.submit(() -> other.eraseSilentSince(NOON.plusSeconds(1), () -> true));

            assertThat(one.get().plus(two.get())).isEqualTo(new ArchiveTotals(120, 120));
        }
        assertThat(store.count("ann")).isEqualTo(ArchiveTotals.NONE);
    }

    protected ChatThread create(String contact, ThreadEvent... events) {
        ChatThread thread =
                new ChatThread(
                        ThreadId.create(), contact, null, NOON, Map.of("interface", "widget"));
        store.create(thread, List.of(events));
        return thread;
    }

    static ThreadEvent event(long second) {
        return Samples.event(NOON.plusSeconds(second));
    }

    static List<ThreadEvent> events(long from, long to) {
        return LongStream.range(from, to).mapToObj(ThreadArchiveContract::event).toList();
    }

    private static ArchiveReader collecting(List<Object> told) {
        return new ArchiveReader() {
            @Override
            public void thread(ChatThread thread) {
                told.add(thread);
            }

            @Override
            public void event(ThreadId thread, ThreadEvent event) {
                told.add(event);
            }
        };
    }
}
