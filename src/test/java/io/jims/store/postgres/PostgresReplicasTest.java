package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Replicas;
import io.jims.store.Replicas.Claim;
import io.jims.store.Samples;
import io.jims.store.StaleThreadException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What two processes on one database agree on.
@Timeout(60)
class PostgresReplicasTest {
    private static final String HOLDERS =
            "SELECT DISTINCT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                    + " WHERE locktype = 'advisory' AND datname = current_database()";

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final ThreadStore one = ThreadStores.open(database.url());
    private final ThreadStore two = ThreadStores.open(database.url());
    private final ThreadId id = ThreadId.create();

    @AfterEach
    void closeStores() {
        one.close();
        two.close();
    }

    @Test
    void claim_isOneProcesss_untilItIsGivenBack() throws Exception {
        Claim claim = one.replicas().tryClaim(id).orElseThrow();
        ThreadId other = ThreadId.create();

        assertThat(two.replicas().tryClaim(id)).isEmpty();
        assertThat(two.replicas().unclaimed(List.of(id, other))).containsExactly(other);
        assertThat(one.replicas().unclaimed(List.of(id, other))).containsExactly(other);

        claim.close();

        awaitClaim(two);
    }

    @Test
    void claimOfAProcessThatEnds_isFree() throws Exception {
        assertThat(one.replicas().tryClaim(id)).isPresent();

        one.close();

        awaitClaim(two);
    }

    @Test
    void sessionCut_claimThatNobodyTook_isKept() throws Exception {
        Claim claim = one.replicas().tryClaim(id).orElseThrow();
        List<String> before = database.query(HOLDERS);

        cutHolders();
        Await.until(
                "it is claimed again",
                () -> {
                    List<String> now = database.query(HOLDERS);
                    return now.size() == 1 && !now.equals(before);
                });

        assertThat(two.replicas().tryClaim(id)).isEmpty();
        assertThat(claim.isLost()).isFalse();
    }

    @Test
    void sessionCut_claimThatAnotherTook_isLost() throws Exception {
        Claim claim = one.replicas().tryClaim(id).orElseThrow();
        two.replicas().unclaimed(List.of(ThreadId.create())); // it is connected

        cutHolders();
        awaitClaim(two);

        Await.until("the first one knows", claim::isLost);
        claim.close();
        assertThat(one.replicas().tryClaim(id)).isEmpty();
    }

    @Test
    void claim_knowsTheVersionThatTheLastHolderLeft() {
        store(one, id, null, 0L, "first");
        store(one, id, null, 1L, "second");

        try (Claim claim = two.replicas().tryClaim(id).orElseThrow()) {
            assertThat(claim.version()).isEqualTo(2);
        }
        assertThat(two.version(id)).isEqualTo(2);
    }

    @Test
    void stepThatMissedAnother_isRefusedWhole() {
        ThreadEvent first = store(one, id, null, 0L, "first");

        assertThatThrownBy(() -> store(two, id, null, 0L, "missed it"))
                .isInstanceOf(StaleThreadException.class);
        ThreadEvent second = store(two, id, null, 1L, "followed it");

        assertThat(one.events(id, 10)).containsExactly(first, second);
        assertThat(one.eventsAfter(id, first.createdAt(), 10)).containsExactly(second);
    }

    @Test
    void threadWithTheExternalIdOfAnother_isRefusedWhole() {
        store(one, id, "widget:first", 0L, "first");
        ThreadId late = ThreadId.create();

        assertThatThrownBy(() -> store(two, late, "widget:first", 0L, "the same"))
                .isInstanceOf(StaleThreadException.class);

        assertThat(two.find(late)).isEmpty();
        assertThat(two.events(late, 10)).isEmpty();
        assertThat(two.findByExternalId("widget:first")).map(ChatThread::id).contains(id);
    }

    @Test
    void listener_hearsWhatOthersStoreAndTell_andThatItMayHaveMissedSomething() throws Exception {
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        AtomicInteger gaps = new AtomicInteger();
        two.replicas().listen(new Hearer(heard, gaps));
        one.replicas().listen(new Hearer(new ConcurrentLinkedQueue<>(), new AtomicInteger()));
        Await.until("it listens", () -> gaps.get() == 1);

        store(two, id, null, 0L, "its own");
        store(one, id, null, 1L, "another's");
        one.replicas().tell(id, "{\"note\":1}");

        Await.until("both came", () -> heard.size() == 2);
        assertThat(heard).containsExactly(List.of(id), "{\"note\":1}");

        database.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Await.until("it listens again", () -> gaps.get() == 2);
        store(one, id, null, 2L, "later");
        Await.until("it hears again", () -> heard.size() == 3);
    }

    @Test
    void listenerWithADefect_hearsOn() throws Exception {
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        AtomicInteger gaps = new AtomicInteger();
        two.replicas().listen(new DefectiveHearer(new Hearer(heard, gaps)));
        one.replicas().listen(new Hearer(new ConcurrentLinkedQueue<>(), new AtomicInteger()));
        Await.until("it listens", () -> gaps.get() == 1);

        one.replicas().tell(id, "{\"note\":1}");
        Await.until("it listens again", () -> gaps.get() == 2);
        one.replicas().tell(id, "{\"note\":2}");

        Await.until("it hears again", () -> heard.contains("{\"note\":2}"));
    }

    @Test
    void noteThatCannotBeTold_keepsBackNoOther() throws Exception {
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        AtomicInteger gaps = new AtomicInteger();
        two.replicas().listen(new Hearer(heard, gaps));
        one.replicas().listen(new Hearer(new ConcurrentLinkedQueue<>(), new AtomicInteger()));
        Await.until("it listens", () -> gaps.get() == 1);

        one.replicas().tell(id, "x".repeat(8_001)); // more than a notification may have

        Await.until(
                "later ones are told",
                () -> {
                    one.replicas().tell(id, "{\"note\":2}");
                    return heard.contains("{\"note\":2}");
                });
    }

    private void awaitClaim(ThreadStore store) throws Exception {
        Await.until("the claim is free", () -> store.replicas().tryClaim(id).isPresent());
    }

    private void cutHolders() {
        database.query("SELECT pg_terminate_backend(pid::int) FROM (" + HOLDERS + ") AS holders");
    }

    private static ThreadEvent store(
            ThreadStore store,
            ThreadId id,
            @Nullable String externalId,
            long version,
            String text) {
        ThreadEvent event = Samples.event(text);
        ChatThread thread =
                version == 0
                        ? new ChatThread(id, "visitor", externalId, event.createdAt(), Map.of())
                        : null;
        store.store(new ThreadChange(id, thread, List.of(event), null, null, version));
        return event;
    }

    private record Hearer(Queue<Object> heard, AtomicInteger gaps) implements Replicas.Listener {
        @Override
        public void onStored(List<ThreadId> threads) {
            heard.add(threads);
        }

        @Override
        public void onNote(ThreadId thread, String note) {
            heard.add(note);
        }

        @Override
        public void onGap() {
            gaps.incrementAndGet();
        }
    }

    /// Fails at the first note.
    private record DefectiveHearer(Hearer hearer) implements Replicas.Listener {
        @Override
        public void onStored(List<ThreadId> threads) {
            hearer.onStored(threads);
        }

        @Override
        public void onNote(ThreadId thread, String note) {
            hearer.onNote(thread, note);
            if (hearer.heard().size() == 1) {
                throw new IllegalStateException("told to have a defect");
            }
        }

        @Override
        public void onGap() {
            hearer.onGap();
        }
    }
}
