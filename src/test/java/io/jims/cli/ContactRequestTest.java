package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadStore;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The subcommands `erase` and `export`, beside a server that has the database open.
class ContactRequestTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir private Path directory;
    private Launch launch;
    private String url;
    private io.jims.store.sql.SqlThreadStore store;

    @BeforeEach
    void openStore() {
        launch = new Launch(directory);
        url = "sqlite:///" + directory.resolve("chats.db");
        store = ThreadStores.open(url);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void erase_deletes_andSaysHowMany() {
        create("ann", "hello", "world");
        create("bob", "hi");

        assertThat(launch.run("erase", "--contact", "ann", "--db", url)).isZero();

        assertThat(launch.out())
                .isEqualToIgnoringNewLines(
                        "deleted 1 conversation with 2 events of the contact ann");
        assertThat(launch.err()).isEmpty();
        assertThat(store.count("ann")).isEqualTo(ArchiveTotals.NONE);
        assertThat(store.count("bob")).isEqualTo(new ArchiveTotals(1, 1));
    }

    @Test
    void erase_dryRun_deletesNothing() {
        create("ann", "hello");

        assertThat(launch.run("erase", "--contact", "ann", "--db", url, "--dry-run")).isZero();

        assertThat(launch.out())
                .isEqualToIgnoringNewLines(
                        "would delete 1 conversation with 1 event of the contact ann");
        assertThat(store.count("ann")).isEqualTo(new ArchiveTotals(1, 1));
    }

    @Test
    void flags_areReadFromTheEnvironment() {
        create("ann", "hello");
        launch.variable("JIMS_CONTACT", "ann")
                .variable("JIMS_DB_CONN_URI", url)
                .variable("JIMS_DRY_RUN", "true");

        assertThat(launch.run("erase")).isZero();

        assertThat(launch.out()).contains("would delete 1 conversation");
    }

    @ParameterizedTest
    @CsvSource({"erase", "export"})
    void blankAroundTheContact_isPointedOut_andNothingIsDone(String subcommand) {
        create("ann", "hello");

        assertThat(launch.run(subcommand, "--contact", "ann ", "--db", url)).isEqualTo(2);

        assertThat(launch.err())
                .isEqualToIgnoringNewLines(
                        "jims-widget: --contact: 'ann ' has a blank before or behind the id, and"
                                + " there is no such contact; 'ann' has 1 conversation with 1 event");
        assertThat(launch.out()).isEmpty();
    }

    @Test
    void contactThatHasTheBlank_isMeant() {
        create("ann ", "hello");

        assertThat(launch.run("erase", "--contact", "ann ", "--db", url)).isZero();
        assertThat(launch.out()).contains("deleted 1 conversation");
    }

    @Test
    void export_writesALineForEachThreadAndEvent() throws JsonProcessingException {
        ChatThread thread = create("ann", "hello", "Zoë \ud83d\ude00 \ud83d");
        create("bob", "hi");

        assertThat(launch.run("export", "--contact", "ann", "--db", url)).isZero();

        List<String> lines = launch.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst())
                .isEqualTo(
                        """
                        {"record":"thread","thread_id":"%s","contact_id":"ann",\
                        "external_id":null,"created_at":"2026-02-03T12:00:00.000001Z",\
                        "thread_config":{"interface":"widget"}}\
                        """
                                .formatted(thread.id().value()));
        JsonNode last = new JsonMapper().readTree(lines.getLast());
        assertThat(last.path("record").asText()).isEqualTo("event");
        assertThat(last.path("thread_id").asText()).isEqualTo(thread.id().value().toString());
        assertThat(last.path("created_at").asText()).isEqualTo("2026-02-03T12:00:01Z");
        assertThat(last.path("event_type").asText()).isEqualTo("comm.user_message");
        assertThat(last.path("event_data").path("content").asText())
                .isEqualTo("Zoë \ud83d\ude00 \ud83d");
        assertThat(launch.err())
                .isEqualToIgnoringNewLines(
                        "exported 1 conversation with 2 events of the contact ann");
    }

    @Test
    void export_dryRun_onlyCounts() {
        create("ann", "hello");

        assertThat(launch.run("export", "--contact=ann", "--db=" + url, "--dry-run")).isZero();

        assertThat(launch.out())
                .isEqualToIgnoringNewLines(
                        "would export 1 conversation with 1 event of the contact ann");
    }

    @Test
    void databaseThatIsNotThere_isOneLine() {
        String missing = "sqlite:///" + directory.resolve("typo.db");

        assertThat(launch.run("erase", "--contact", "ann", "--db", missing)).isEqualTo(1);

        assertThat(launch.err()).startsWith("jims-widget: --db: ").contains("no such file");
        assertThat(launch.err().lines()).hasSize(1);
    }

    @Test
    void databaseOfNoForm_isBadUsage() {
        assertThat(launch.run("export", "--contact", "ann", "--db", "x")).isEqualTo(2);

        assertThat(launch.err()).startsWith("jims-widget: --db: a value without a scheme");
    }

    private ChatThread create(String contact, String... texts) {
        ChatThread thread =
                new ChatThread(
                        ThreadId.create(),
                        contact,
                        null,
                        NOON.plusNanos(1_000),
                        Map.of("interface", "widget"));
        store.create(thread, List.of());
        for (int i = 0; i < texts.length; i++) {
            append(store, thread, texts[i], i);
        }
        return thread;
    }

    private static void append(ThreadStore store, ChatThread thread, String text, int second) {
        store.append(
                thread.id(),
                List.of(
                        new ThreadEvent(
                                Uuid7.next(),
                                NOON.plusSeconds(second),
                                "comm.user_message",
                                Map.of("role", "user", "content", text))));
    }
}
