package io.jims.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.secret.Secret;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.GristServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words from Grist, in good and bad times.
class GristTest {
    @TempDir Path directory;
    private final CapturedLog log = new CapturedLog(Lifecycle.class);
    private GristServer grist;

    @BeforeEach
    void startGrist() throws IOException {
        grist = GristServer.start();
    }

    @AfterEach
    void stopGrist() {
        grist.close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(GristServer.KEY));
    }

    @Test
    void table_isRead_atTheStart() {
        grist.row("welcome@ru", "Привет");
        try (Lifecycle lifecycle = start()) {
            assertThat(lifecycle.texts().shown("ru"))
                    .containsEntry("welcome", "Привет")
                    .containsEntry("widget.title", "From Grist");
            assertThat(lifecycle.details())
                    .containsEntry("texts", "2")
                    .containsKey("as_of")
                    .doesNotContainKey("error");
            assertThat(lifecycle.description())
                    .isEqualTo(
                            "ConversationLifecycle in the Grist document aBcDeFgHiJkL at "
                                    + grist.url());
        }
    }

    @Test
    void change_isSeen_andWhatStayedIsNotSentAgain() throws Exception {
        try (Lifecycle lifecycle = start()) {
            lifecycle.refresh();
            Await.until("asked again", () -> grist.statuses().equals(List.of(200, 304)));
            assertThat(title(lifecycle)).isEqualTo("From Grist");

            grist.row("widget.title", "Changed");
            lifecycle.refresh();

            Await.until("the change", () -> "Changed".equals(title(lifecycle)));
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("INFO 1 texts"));
        }
    }

    @Test
    void refresh_happensByItself() throws Exception {
        try (Lifecycle lifecycle = start(Duration.ofMillis(20))) {
            grist.row("widget.title", "Changed");

            Await.until("the change", () -> "Changed".equals(title(lifecycle)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, it answers 401: it does not let GRIST_API_KEY read this table",
        "403, it answers 403: it does not let GRIST_API_KEY read this table",
        "404, 'it answers 404: there is no such document (GRIST_DATA_MODEL_DOC_ID), or it has no"
                + " table ConversationLifecycle'",
        "429, it answers 429: it is asked too often (--lifecycle-refresh)",
        "500, it answers 500: it must answer 200; see GRIST_SERVER_URL",
        "302, it answers 302: it must answer 200; see GRIST_SERVER_URL"
    })
    void refusal_isToldOnce_andTheLastGoodWordsStay(int status, String reason) throws Exception {
        try (Lifecycle lifecycle = start(Duration.ofMillis(20))) {
            grist.failing(status, "{\"error\":\"" + GristServer.KEY + "\"}", "Location", "/x");
            int before = grist.statuses().size();
            Await.until("asked often", () -> grist.statuses().size() > before + 5);

            assertThat(title(lifecycle)).isEqualTo("From Grist");
            assertThat(lifecycle.details()).containsEntry("error", reason).containsKey("as_of");
            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);

            grist.row("widget.title", "Again");
            grist.recover();

            Await.until("the words are back", () -> "Again".equals(title(lifecycle)));
            log.await("(--lifecycle) is back");
            assertThat(lifecycle.details()).doesNotContainKey("error");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"records\":[{\"id\":1|its answer is no JSON",
                "<html>grist-s3cret-key</html>|its answer is no JSON",
                "{\"error\":\"grist-s3cret-key\"}|its answer has no records",
                "{\"records\":[{\"id\":1,\"fields\":{\"event\":\"welcome\"}}]}|it has no column text;"
                        + " it must have the columns event and text",
                "{\"records\":[{\"id\":1,\"fields\":{\"text\":\"Hi\"}}]}|it has no column event; it"
                        + " must have the columns event and text"
            },
            delimiter = '|')
    void nonsense_isToldOnce_andTheLastGoodWordsStay(String body, String reason) throws Exception {
        try (Lifecycle lifecycle = start(Duration.ofMillis(20))) {
            grist.records(body);
            Await.until("an error", () -> lifecycle.details().containsKey("error"));
            int before = grist.statuses().size();
            Await.until("asked often", () -> grist.statuses().size() > before + 5);

            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);
            assertThat(lifecycle.details()).containsEntry("error", reason);
            assertThat(title(lifecycle)).isEqualTo("From Grist");
        }
    }

    @Test
    void cellsOfOtherTypes_areLeftOut() {
        grist.records(
                """
                {"records":[{"id":1,"fields":{"event":"welcome","text":["E","TypeError"]}},
                            {"id":2,"fields":{"event":7,"text":"seven"}},
                            {"id":3,"fields":{"event":"widget.send","text":"Go"}},
                            {"id":4,"fields":{"event":"widget.title","text":null}}, 5]}
                """);
        try (Lifecycle lifecycle = start()) {
            assertThat(lifecycle.texts().shown(null)).containsOnlyKeys("widget.send");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING 1 texts")
                    .endsWith("; left out: rows without event or text: 4");
        }
    }

    @Test
    void tooLargeAnswer_isRefused() {
        grist.records("{\"records\":[\"" + "x".repeat(SourceBounds.BYTES) + "\"]}");
        try (Lifecycle lifecycle = start()) {
            assertThat(lifecycle.details().get("error")).contains("at most 4194304 bytes");
            assertThat(lifecycle.texts()).isEqualTo(Texts.NONE);
        }
    }

    @Test
    void serverThatAsksForPatience_isLeftAlone_untilItIsWished() throws Exception {
        grist.failing(429, "{}", "Retry-After", "3600");
        try (Lifecycle lifecycle = start(Duration.ofMillis(1))) {
            grist.recover();
            assertThat(grist.statuses()).containsExactly(429);

            lifecycle.refresh();

            Await.until("the words", () -> "From Grist".equals(title(lifecycle)));
            assertThat(grist.statuses()).startsWith(429, 200);
        }
    }

    @Test
    void serverThatHangs_delaysNeitherTheStartForLong_norAnybodyLater() throws Exception {
        start().close(); // leaves its words
        grist.hanging();
        try (Lifecycle lifecycle = start()) {
            assertThat(lifecycle.details()).doesNotContainKeys("as_of", "error"); // not yet told
            assertThat(title(lifecycle)).isEqualTo("From Grist");
            log.await("is slow: starting with 1 texts that it had before");
        }
    }

    @Test
    void answerThatTakesTooLong_isGivenUp() {
        grist.hanging();
        GristSource source = new GristSource(document(grist.url()), Duration.ofMillis(100));
        try {
            assertThat(failure(source)).startsWith("no answer within");
        } finally {
            source.close();
        }
    }

    @Test
    void lastGoodWords_outliveTheProcess() throws Exception {
        start().close();
        grist.failing(503, "");
        try (Lifecycle lifecycle = start()) {
            assertThat(title(lifecycle)).isEqualTo("From Grist");
            assertThat(lifecycle.details()).containsKey("error").doesNotContainKey("as_of");
            log.await("gives no texts, 1 that it had before stay: it answers 503");
        }
    }

    @Test
    void wordsOfAnotherSource_areNotTaken() throws Exception {
        start().close();
        URI nobody = URI.create("http://127.0.0.1:1");
        try (Lifecycle lifecycle =
                Lifecycle.start(settings(document(nobody), Duration.ofHours(1)), null)) {
            assertThat(lifecycle.texts()).isEqualTo(Texts.NONE);
            assertThat(lifecycle.details()).containsKey("error");
        }
    }

    @Test
    void cacheThatIsNoJson_isSaid_andReplaced() throws Exception {
        Files.writeString(cache(), "{");
        start().close();

        log.await("The texts kept in " + cache() + " (--lifecycle-cache) are lost");
        assertThat(cache()).content().contains("From Grist").doesNotContain(GristServer.KEY);
        assertThat(directory).isDirectoryNotContaining(file -> !file.equals(cache()));
    }

    @Test
    void cacheThatCannotBeWritten_isSaidOnce() throws Exception {
        Files.createDirectories(cache().resolve("in-the-way"));
        try (Lifecycle lifecycle = start()) {
            grist.row("widget.title", "Changed");
            lifecycle.refresh();
            Await.until("the change", () -> "Changed".equals(title(lifecycle)));

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cannot be kept for the next start"))
                    .hasSize(1);
        }
    }

    private Lifecycle start() {
        return start(Duration.ofHours(1));
    }

    private Lifecycle start(Duration refresh) {
        return Lifecycle.start(settings(document(grist.url()), refresh), null);
    }

    private LifecycleSettings settings(GristDocument document, Duration refresh) {
        return new LifecycleSettings(new Origin.Grist(document), refresh, cache());
    }

    private Path cache() {
        return directory.resolve("words.json");
    }

    private static GristDocument document(URI server) {
        return new GristDocument(server, GristServer.DOCUMENT, new Secret(GristServer.KEY));
    }

    private static String failure(TextSource source) {
        try {
            return "answered " + source.read(null);
        } catch (SourceException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String title(Lifecycle lifecycle) {
        return lifecycle.texts().shown(null).getOrDefault("widget.title", "");
    }
}
