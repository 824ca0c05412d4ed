package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Pipeline;
import io.jims.core.Uuid7;
import io.jims.store.Databases;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// U+0000 and half surrogate pairs of visitors, which PostgreSQL keeps in JSON and cannot tell as
/// text: one of them would fail every query that reads the table's contents.
@Timeout(60)
class NulInTextTest {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());
    private static final String CONTENTS =
            """
            SELECT event_data ->> 'content' AS content
            FROM thread_events
            WHERE event_data ->> 'content' IS NOT NULL
            ORDER BY thread_id, created_at, event_id
            """;

    @TempDir private Path directory;

    @Test
    void visitorsText_isToldByAnyQuery_onPostgres() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().createDatabase();
        talk(database.url());

        assertTold(database.query(CONTENTS));
        assertThat(database.query("SELECT count(event_data::jsonb) FROM thread_events"))
                .containsExactly("9");
    }

    @Test
    void visitorsText_isToldByAnyQuery_onSqlite() throws Exception {
        Path file = directory.resolve("jims.db");
        talk("sqlite:///" + file);

        assertTold(Databases.query(file, CONTENTS));
    }

    private static void assertTold(List<String> contents) {
        assertThat(contents)
                .hasSize(7)
                .contains("a\uFFFDb", "c\uFFFDd", "btn:e\uFFFDf")
                .contains("Echo: a\uFFFDb", "Echo: c\uFFFDd", "Echo: btn:e\uFFFDf")
                .anySatisfy(page -> assertThat(page).contains("title\uFFFD: g\uFFFDh"))
                .noneMatch(text -> text.contains("\u0000"));
    }

    /// Says it in both protocols: as text, label and what the page tells.
    private static void talk(String url) throws Exception {
        try (ThreadStore store = ThreadStores.open(url)) {
            WidgetServer server =
                    TestServer.start(ECHO, Limits.DEFAULT, Duration.ofMinutes(1), store);
            try (RawSocket basic = RawSocket.open(server.port(), "");
                    JimsClient client = JimsClient.greeted(server.port(), "")) {
                basic.text("{\"messages\":[{\"role\":\"user\",\"text\":\"a\\u0000b\"}]}");
                assertThat(basic.readText()).isEqualTo("{\"text\":\"Echo: a\uFFFDb\"}");

                client.messageWith("{\"title\\u0000\":\"g\\u0000h\"}", "c\u0000d");
                client.readUntil("done");
                client.socket()
                        .text(
                                """
                                {"type":"message","id":"%s","text":"btn:e\\u0000f","label":"\\ud83d"}\
                                """
                                        .formatted(Uuid7.next()));
                client.readUntil("done");
            } finally {
                server.stop();
            }
        }
    }
}
