package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.PipelineRunner;
import io.jims.observe.RunObserver;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.Conversation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// That the README's query finds what each contact has used up.
@Timeout(60)
class UsageQueryTest {
    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void readmesQuery_addsUpTheTokensOfEachContact() throws Exception {
        Path file = directory.resolve("threads.db");
        try (LlmServer server = new LlmServer();
                ThreadStore store = ThreadStores.open("sqlite:///" + file)) {
            server.always(LlmReply.answer("Hello"));
            PipelineRunner runner =
                    new PipelineRunner(
                            Assistants.openAi(server), Duration.ofSeconds(30), 1, RunObserver.NONE);
            Conversation.begin(store, runner).say("one");
            Conversation again = Conversation.begin(store, runner);
            again.say("two");
            again.say("three");
        }

        assertThat(query(file)).containsExactly("visitor test-model-1 3 300 120 21");
    }

    private static List<String> query(Path file) throws Exception {
        Matcher readme = QUERY.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).isTrue();
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery(readme.group(1))) {
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
