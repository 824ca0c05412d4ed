package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.run.PipelineExecutor;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Conversation;
import io.jims.testing.MarkdownPage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// That the documentation's query finds what each contact has used up.
@Timeout(60)
class UsageQueryTest {
    @TempDir private Path directory;

    @Test
    void query_addsUpTheTokensOfEachContact() throws Exception {
        Path file = directory.resolve("threads.db");
        try (LlmServer server = new LlmServer();
                ThreadStore store = ThreadStores.open("sqlite:///" + file)) {
            server.always(LlmReply.answer("Hello"));
            PipelineExecutor runner =
                    new PipelineExecutor(
                            Assistants.openAi(server), Duration.ofSeconds(30), 1, RunObserver.NONE);
            Conversation.begin(store, runner).say("one");
            Conversation again = Conversation.begin(store, runner);
            again.say("two");
            again.say("three");
        }

        assertThat(query(file)).containsExactly("visitor test-model-1 3 300 120 21");
    }

    private static List<String> query(Path file) throws Exception {
        String query = MarkdownPage.named("assistant.md").block("sql", "rag.query_processed");
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery(query)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }
}
