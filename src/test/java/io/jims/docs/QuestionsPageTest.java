package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.Databases;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.MarkdownPage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page's queries, as they are, tell the same on both databases.
@Timeout(120)
class QuestionsPageTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir private Path directory;

    @Test
    void queries_onSqlite_tellWhatWasSaid() throws Exception {
        Path file = directory.resolve("threads.db");
        fill("sqlite:///" + file);

        assertTold(sql -> Databases.query(file, sql));
    }

    @Test
    void queries_onPostgres_tellWhatWasSaid() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        fill(database.url());

        assertTold(database::query);
    }

    private interface Query {
        List<String> of(String sql) throws Exception;
    }

    private static void assertTold(Query query) throws Exception {
        List<String> answers = query.of(sql("LEAD("));
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).startsWith("2026-02-03 12:00:00").endsWith("|ann|Refund?|Yes");
        assertThat(answers.get(1)).startsWith("2026-02-03 13:00:00").endsWith("|bob|Hours?|∅");
        assertThat(answers.get(2)).startsWith("2026-02-03 14:00:00").endsWith("|bob|Hello?|∅");
        assertThat(query.of(sql("COUNT(DISTINCT thread_id)")))
                .containsExactly("2026-02-04|1|1", "2026-02-03|3|2");
        assertThat(query.of(sql("LIMIT 20")))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ann|2|2026-02-04"),
                        second -> assertThat(second).startsWith("bob|2|2026-02-03"));
        assertThat(query.of(sql("%refund%")))
                .satisfiesExactly(row -> assertThat(row).endsWith("|ann|Refund?"));
    }

    private static String sql(String part) throws Exception {
        return MarkdownPage.named("questions.md").block("sql", part);
    }

    private static void fill(String url) {
        try (ThreadStore store = ThreadStores.open(url)) {
            store.create(
                    thread("ann"),
                    List.of(
                            said("comm.user_message", "Refund?", NOON),
                            said("state.set.topic", "money", NOON.plusSeconds(1)),
                            said("comm.assistant_message", "Yes", NOON.plusSeconds(2)),
                            said("comm.user_message", "Thanks", NOON.plus(Duration.ofDays(1)))));
            store.create(
                    thread("bob"),
                    List.of(
                            said("comm.user_message", "Hours?", NOON.plus(Duration.ofHours(1))),
                            said("comm.user_message", "Hello?", NOON.plus(Duration.ofHours(2)))));
        }
    }

    private static ChatThread thread(String contact) {
        return new ChatThread(ThreadId.create(), contact, null, NOON, Map.of());
    }

    private static ThreadEvent said(String type, String content, Instant at) {
        return new ThreadEvent(Uuid7.next(), at, type, Map.of("role", "user", "content", content));
    }
}
