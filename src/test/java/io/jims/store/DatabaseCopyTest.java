package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatThread;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCopyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);
    private static final UUID COUNTER = ContactCounters.messagesOf("ann", "");

    @TempDir Path directory;
    private final PostgresServer.Database postgres = PostgresServer.shared().createDatabase();

    @Test
    void conversations_areTakenToPostgres_andBack_asTheyWere() {
        ChatThread thread = ChatThread.create("ann", "widget:" + Uuid7.next());
        ThreadEvent question = Events.user("Hello \u0000 \uD83D\uDE00 \\u0000");
        try (ThreadStore store = ThreadStores.open(sqlite("chats.db"))) {
            store.create(thread, List.of(Events.event("rag.query", "?"), question));
            store.store(new ThreadChange(thread.id(), null, List.of(), question.id(), null, null));
            store.dailyCounts().add(COUNTER, TODAY, 7, 9);
        }

        assertThat(copy(sqlite("chats.db"), postgres.url())).isEqualTo(new ArchiveTotals(1, 2));
        assertThat(copy(postgres.url(), sqlite("back.db"))).isEqualTo(new ArchiveTotals(1, 2));

        try (ThreadStore before = ThreadStores.open(sqlite("chats.db"));
                ThreadStore there = ThreadStores.open(postgres.url());
                ThreadStore back = ThreadStores.open(sqlite("back.db"))) {
            for (ThreadStore store : List.of(there, back)) {
                assertThat(store.find(thread.id())).isEqualTo(before.find(thread.id()));
                assertThat(store.events(thread.id(), 9))
                        .isEqualTo(before.events(thread.id(), 9))
                        .hasSize(2);
                assertThat(store.unanswered(thread.id())).containsExactly(question.id());
                assertThat(store.findByExternalId(String.valueOf(thread.externalId()))).isPresent();
                assertThat(store.dailyCounts().total(COUNTER, TODAY)).isEqualTo(7);
            }
            assertThat(there.threadsOwingAnswers(9)).hasSize(1);
        }
    }

    @Test
    void oddRows_areReadTheSame_fromTheCopy() throws Exception {
        ThreadStores.open(sqlite("chats.db")).close();
        ThreadId id = ThreadId.create();
        addThread(id, "'an' || char(0) || 'n'", "'{\"a\": [1.0, 1e2], \"b\": \"\\u0000\"}'");
        List<String> odd =
                List.of(
                        "'comm.user_message', '2026-05-01T10:00:00+02:00', 'not JSON'",
                        "'comm.user_message', '2026-05-01', '{\"content\": NaN}'",
                        "'comm.user_message', '2026-05-01 10:00:00', '[\"a\", \"list\"]'",
                        "'x' || char(0), '2026-05-01 10:00:01', '\"a' || char(0) || '\"'",
                        "replace(hex(zeroblob(200)), '0', 'y'), '2026-05-01 10:00:02', NULL",
                        "'', '2026-05-01 10:00:03.5', '{\"content\":\"\\ud83d\"}'");
        for (String row : odd) {
            addEvent(id, row);
        }
        addEvent(ThreadId.create(), "'stray', '2026-05-01 10:00:00', '{}'");

        assertThat(copy(sqlite("chats.db"), postgres.url())).isEqualTo(new ArchiveTotals(1, 7));

        try (ThreadStore before = ThreadStores.open(sqlite("chats.db"));
                ThreadStore there = ThreadStores.open(postgres.url())) {
            assertThat(there.events(id, 99)).isEqualTo(before.events(id, 99)).hasSize(6);
            assertThat(there.find(id).orElseThrow().contactId()).isEqualTo("an\uFFFDn");
            assertThat(there.find(id).orElseThrow().config()).containsEntry("b", "\uFFFD");
        }
    }

    @Test
    void copyThatWasInterrupted_goesOn_withoutWhatIsThere() throws Exception {
        List<ThreadId> threads = new ArrayList<>();
        try (ThreadStore store = ThreadStores.open(sqlite("chats.db"))) {
            for (int i = 0; i < 150; i++) {
                ChatThread thread = ChatThread.create("ann", null);
                store.create(thread, List.of(Events.user("Hello")));
                threads.add(thread.id());
            }
        }
        RuntimeException end = new IllegalStateException("the power went");
        assertThatThrownBy(() ->
                        ThreadStores.copy(
                                sqlite("chats.db"),
                                postgres.url(),
                                seen -> {
                                    throw end;
                                }))
                .isSameAs(end);
        assertThat(postgres.query("SELECT count(*) FROM threads")).containsExactly("100");
        postgres.execute(
                "DELETE FROM threads WHERE thread_id = '" + threads.getFirst().value() + "'");
        List<String> before = transactions(threads.subList(10, 20));

        assertThat(copy(sqlite("chats.db"), postgres.url())).isEqualTo(new ArchiveTotals(150, 150));

        assertThat(transactions(threads.subList(10, 20)))
                .isEqualTo(before); // they were not written again
        assertThat(copy(sqlite("chats.db"), postgres.url())).isEqualTo(new ArchiveTotals(150, 150));
    }

    @Test
    void rowThatCannotBeRead_isNamed_andTheCopyGoesOnWhenItIsMended() throws Exception {
        ThreadStores.open(sqlite("chats.db")).close();
        ThreadId id = ThreadId.create();
        addThread(id, "'ann'", "'{}'");
        for (int i = 0; i < 600; i++) {
            addEvent(id, "'x', '2026-05-01 10:00:00', '{}'");
        }
        addEvent(id, "'x', 'yesterday', '{}'");

        assertThatThrownBy(() -> copy(sqlite("chats.db"), postgres.url()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(Uuid7.compact(id.value()))
                .hasMessageContaining("yesterday");
        Databases.execute(
                directory.resolve("chats.db"),
                "UPDATE thread_events SET created_at = '2026-05-02' WHERE created_at = 'yesterday'");

        assertThat(copy(sqlite("chats.db"), postgres.url())).isEqualTo(new ArchiveTotals(1, 601));
    }

    @Test
    void targetThatIsNotEmpty_isRefused_andStaysAsItWas() {
        ChatThread other = ChatThread.create("ben", null);
        ThreadStores.open(sqlite("chats.db")).close();
        try (ThreadStore store = ThreadStores.open(postgres.url())) {
            store.create(other, List.of(Events.user("Hello")));
        }

        assertThatThrownBy(() -> copy(sqlite("chats.db"), postgres.url()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not empty");

        assertThat(postgres.query("SELECT count(*) FROM threads")).containsExactly("1");
    }

    @Test
    void copyThatIsNotWhatItShouldBe_isTold() {
        ChatThread thread = ChatThread.create("ann", null);
        try (ThreadStore store = ThreadStores.open(sqlite("chats.db"))) {
            store.create(thread, List.of(Events.user("Hello")));
        }
        copy(sqlite("chats.db"), postgres.url());
        postgres.execute("UPDATE thread_events SET event_data = '{\"content\": \"Hullo\"}'");

        assertThatThrownBy(() -> copy(sqlite("chats.db"), postgres.url()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the events of thread " + Uuid7.compact(thread.id().value()));

        postgres.execute("DELETE FROM thread_events");
        assertThatThrownBy(() -> copy(sqlite("chats.db"), postgres.url()))
                .hasMessageContaining("thread_events has 0 rows instead of 1");
    }

    @Test
    void databaseThatIsServed_isNotCopied() {
        try (ThreadStore served = ThreadStores.open(sqlite("chats.db"))) {
            served.check();
            assertThatThrownBy(() -> copy(sqlite("chats.db"), postgres.url()))
                    .hasMessageContaining("another jims-widget serves it");
            assertThatThrownBy(() -> copy(postgres.url(), sqlite("chats.db")))
                    .hasMessageContaining("another jims-widget serves it");
        }
    }

    @Test
    void databaseThatIsNotThere_isNotMade() {
        assertThatThrownBy(() -> copy(sqlite("none.db"), postgres.url()))
                .hasMessageContaining("there is no such file");
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    @Test
    void textsOfTheWidget_areTakenAlong() throws Exception {
        ThreadStores.open(sqlite("chats.db")).close();
        Databases.execute(
                directory.resolve("chats.db"),
                "CREATE TABLE dm_conversation_lifecycle (event TEXT, text TEXT)");
        Databases.execute(
                directory.resolve("chats.db"),
                "INSERT INTO dm_conversation_lifecycle VALUES ('/start', 'Welcome')");

        copy(sqlite("chats.db"), postgres.url());

        assertThat(postgres.query("SELECT event, text FROM dm_conversation_lifecycle"))
                .containsExactly("/start|Welcome");
    }

    private static ArchiveTotals copy(String from, String to) {
        return ThreadStores.copy(from, to, seen -> {});
    }

    /// Which transactions wrote these rows.
    private List<String> transactions(List<ThreadId> threads) {
        String ids =
                threads.stream()
                        .map(thread -> "'" + thread.value() + "'")
                        .collect(Collectors.joining(", "));
        return postgres.query("SELECT xmin FROM threads WHERE thread_id IN (" + ids + ")");
    }

    private void addThread(ThreadId id, String contact, String config) throws SQLException {
        Databases.execute(
                directory.resolve("chats.db"),
                "INSERT INTO threads (thread_id, contact_id, created_at, thread_config) VALUES ('"
                        + Uuid7.compact(id.value())
                        + "', "
                        + contact
                        + ", '"
                        + Instant.EPOCH
                        + "', "
                        + config
                        + ")");
    }

    /// @param row type, time and data
    private void addEvent(ThreadId id, String row) throws SQLException {
        Databases.execute(
                directory.resolve("chats.db"),
                "INSERT INTO thread_events (thread_id, event_id, event_type, created_at, event_data)"
                        + " VALUES ('"
                        + Uuid7.compact(id.value())
                        + "', '"
                        + Uuid7.compact(Uuid7.next())
                        + "', "
                        + row
                        + ")");
    }

    private String sqlite(String name) {
        return "sqlite:///" + directory.resolve(name);
    }
}
