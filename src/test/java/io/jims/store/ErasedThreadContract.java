package io.jims.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.sql.SqlThreadStore;
import io.jims.testing.Logs;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a thread that is deleted while a server has it in memory.
public abstract class ErasedThreadContract {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final HistoryCache HISTORY = new HistoryCache(100, 1 << 20);

    private SqlThreadStore server;
    private SqlThreadStore other;

    /// Opens the test's own database, empty at first, once more each time.
    protected abstract SqlThreadStore open();

    /// A store on the same database that is no server.
    protected SqlThreadStore openBeside() {
        return open();
    }

    /// The rows of a query, see [Databases#query].
    protected abstract List<String> query(String sql) throws SQLException;

    @BeforeEach
    void openStores() {
        server = open();
        other = openBeside();
    }

    @AfterEach
    void closeStores() {
        server.close();
        other.close();
    }

    @Test
    void message_afterwards_beginsTheThreadAnew() {
        ChatThread thread = create();
        ThreadLog log = ThreadLog.resume(server, thread, HISTORY);
        other.erase("ann");

        ThreadEvent message = receive(log, "hello again");

        assertThat(server.find(thread.id())).contains(thread);
        assertThat(log.events()).endsWith(message).hasSize(2);
        assertThat(server.events(thread.id(), 10)).isEqualTo(log.events());
        assertThat(log.events().getFirst().type()).isEqualTo(EventTypes.THREAD_CREATED);
    }

    @Test
    void messages_afterTheNewBeginning_areStoredAsAlways() {
        ChatThread thread = create();
        ThreadLog log = ThreadLog.resume(server, thread, HISTORY);
        other.erase("ann");
        receive(log, "one");

        receive(log, "two");

        assertThat(server.events(thread.id(), 10)).hasSize(3).isEqualTo(log.events());
    }

    @Test
    void answerToAMessageThatWasDeleted_isNotKept() throws SQLException {
        ChatThread thread = create();
        ThreadLog log = ThreadLog.resume(server, thread, HISTORY);
        UserMessage message = UserMessage.of("what do you know of me?");
        log.receive(message);
        other.erase("ann");

        List<ThreadEvent> told =
                following(log, () -> log.settle(message, List.of(Samples.event("all this"))));

        assertThat(told).hasSize(1);
        assertThat(log.events()).isEmpty();
        assertThat(query("SELECT count(*) FROM thread_events")).containsExactly("0");
    }

    @Test
    void messagesDuringRetention_areAllKept_inThreadsThatAreWhole() throws Exception {
        List<ChatThread> threads = IntStream.range(0, 100).mapToObj(i -> create()).toList();
        List<ThreadLog> logs =
                threads.stream().map(thread -> ThreadLog.resume(server, thread, HISTORY)).toList();
        Thread retention =
                Thread.startVirtualThread(
                        () -> other.eraseSilentSince(NOON.plusSeconds(1), () -> true));

        logs.reversed().forEach(log -> receive(log, "just in time"));
        retention.join();

        assertThat(query("SELECT count(*) FROM threads")).containsExactly("100");
        for (ThreadLog log : logs) {
            assertThat(server.events(log.thread().id(), 10)).isEqualTo(log.events()).hasSize(2);
        }
        assertThat(server.count("ann")).isEqualTo(new ArchiveTotals(100, 200));
    }

    private static ThreadEvent receive(ThreadLog log, String text) {
        return following(log, () -> log.receive(UserMessage.of(text)));
    }

    /// As a server does that shares its database.
    private static <T> T following(ThreadLog log, Supplier<T> step) {
        try {
            return step.get();
        } catch (StaleThreadException e) {
            assertThat(Logs.refresh(log)).isPresent();
            return step.get();
        }
    }

    private ChatThread create() {
        ChatThread thread =
                new ChatThread(ThreadId.create(), "ann", null, NOON, Map.of("interface", "widget"));
        server.create(thread, List.of(Samples.event(NOON)));
        return thread;
    }
}
