package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.JimsApp;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.lifecycle.FileFormat;
import io.jims.lifecycle.Lifecycle;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.observe.RunObserver;
import io.jims.observe.Tracer;
import io.jims.store.ThreadChange;
import io.jims.testing.Await;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The widget's words from a source, in both protocols.
class WordsTest {
    private static final String WORDS =
            """
            welcome: Hello
            welcome@ru: Привет
            widget.send@ru: Спросить
            /start: Let us begin
            /start@ru: Начнём
            fallback_unknown_command: Which command?
            fallback_unknown_command@ru: Какая команда?
            """;

    @TempDir Path directory;
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private Lifecycle lifecycle;
    private WidgetServer server;

    @BeforeEach
    void start() throws IOException {
        lifecycle =
                Lifecycle.start(
                        new LifecycleSettings(
                                new Origin.File(write(WORDS), FileFormat.YAML),
                                Duration.ofHours(1),
                                directory.resolve("kept")),
                        null);
        server = serve();
    }

    @AfterEach
    void stop() {
        server.stop();
        lifecycle.close();
    }

    @Test
    void welcome_hasTheWordsOfTheVisitorsLanguage() throws Exception {
        assertThat(texts("\"lang\":\"ru-RU\""))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree("{\"welcome\":\"Привет\",\"widget.send\":\"Спросить\"}"));
        assertThat(texts("\"lang\":\"de\"").toString()).isEqualTo("{\"welcome\":\"Hello\"}");
        assertThat(texts("").toString()).isEqualTo("{\"welcome\":\"Hello\"}");
    }

    @Test
    void changedRow_isInTheNextWelcome() throws Exception {
        write("welcome: Good evening\n");
        lifecycle.refresh();

        Await.until("the change", () -> texts("").path("welcome").asText().equals("Good evening"));
        assertThat(texts("\"lang\":\"ru\"").path("welcome").asText()).isEqualTo("Good evening");
    }

    @Test
    void commands_areAnsweredInTheVisitorsLanguage() throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), "\"lang\":\"ru\"")) {
            assertThat(ask(client, "/start")).isEqualTo("Начнём");
            assertThat(ask(client, "/help me")).isEqualTo("Какая команда?");
            assertThat(ask(client, "help")).isEqualTo("Echo: help");
        }
    }

    @Test
    void commandSentAgain_isAnsweredOnce_andItsAnswerKept() throws Exception {
        String id;
        String thread;
        try (JimsClient client = JimsClient.greeted(server.port(), "\"lang\":\"ru\"")) {
            id = client.message("/start");
            thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
        }
        try (JimsClient client =
                JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
            client.message(id, "/start");
            assertThat(client.readUntil("message").path("text").asText()).isEqualTo("Начнём");
            client.readUntil("done");
        }
        assertThat(store.events(store.threads().getFirst().id()))
                .extracting(event -> String.valueOf(event.text("content")))
                .containsExactly("null", "null", "/start", "Начнём"); // created, in this language
    }

    @Test
    void commandThatADeadProcessOwed_isAnsweredOnce_withTheWordsForAll() throws Exception {
        server.stop();
        UUID id = Uuid7.next();
        ChatThread thread = ChatThread.create("visitor", "widget:" + id);
        ThreadEvent asked =
                new ThreadEvent(
                        id,
                        Instant.now(),
                        EventTypes.USER_MESSAGE,
                        Map.of("role", "user", "content", "/start"));
        store.store(new ThreadChange(thread.id(), thread, List.of(asked), id, null));
        server = serve();

        Await.until("it is answered", () -> store.unanswered(thread.id()).isEmpty());
        server.stop();
        server = serve();
        assertThat(store.events(thread.id()))
                .extracting(event -> event.text("content"))
                .containsExactly("/start", "Let us begin");
    }

    @Test
    void basicProtocol_answersCommands_withTheWordsForAll() throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("/start");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Let us begin\"}");
            socket.text("/help");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Which command?\"}");
            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    private WidgetServer serve() {
        PipelineExecutor runner =
                new PipelineExecutor(
                        new JimsApp("test", TestServer::echo),
                        Duration.ofMinutes(1),
                        4,
                        RunObserver.NONE,
                        (command, language) -> lifecycle.texts().answer(command, language));
        return WidgetServer.start(
                new ServerSettings(
                        "127.0.0.1", 0, AccessSettings.OPEN, 1_000, Limits.DEFAULT, Quotas.NONE),
                store,
                runner,
                Tracer.NONE,
                lifecycle::texts);
    }

    private JsonNode texts(String members) throws IOException {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello(members);
            return client.readUntil("welcome").path("texts");
        }
    }

    private static String ask(JimsClient client, String text) throws IOException {
        client.message(text);
        JsonNode frame = client.readUntil("message");
        while (!frame.path("role").asText().equals("assistant")) {
            frame = client.readUntil("message");
        }
        client.readUntil("done");
        return frame.path("text").asText();
    }

    private Path write(String words) throws IOException {
        return Files.writeString(directory.resolve("words.yaml"), words);
    }
}
