package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.core.Uuid7;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A backup is restored under visitors who are ahead of it: they have seen, and said, what it does
/// not have.
@Timeout(60)
class RestoredBackupTest {
    private static final String ANN = "\"contact_id\":\"ann\"";

    @TempDir Path directory;

    private String lastSeen = "";
    private String lastSaid = "";

    @Test
    void visitorAheadOfTheBackup_goesOnInItsThread_asTheBackupHasIt() throws Exception {
        String thread = talkBackUpAndTalkOn(ANN);

        try (ThreadStore store = restored()) {
            WidgetServer server = start(store);
            try (JimsClient back = JimsClient.connect(server.port())) {
                back.hello(
                        ANN + ",\"thread_id\":\"" + thread + "\",\"after\":\"" + lastSeen + "\"");
                JsonNode welcome = back.readUntil("welcome");
                assertThat(welcome.path("thread_id").asText()).isEqualTo(thread);
                assertThat(texts(welcome)).containsExactly("before", "Echo: before");

                back.message("again");
                assertThat(back.readAnswer()).isEqualTo("Echo: again");
                back.readUntil("done");
            } finally {
                server.stop();
            }
        }
    }

    /// As an outbox does whose acknowledgement got lost.
    @Test
    void messageThatTheBackupDoesNotHave_isTaken_whenItIsSentAgain() throws Exception {
        String thread = talkBackUpAndTalkOn(ANN);

        try (ThreadStore store = restored()) {
            WidgetServer server = start(store);
            try (JimsClient back =
                    JimsClient.greeted(server.port(), ANN + ",\"thread_id\":\"" + thread + "\"")) {
                back.message(lastSaid, "after");
                assertThat(back.readUntil("ack").path("id").asText()).isEqualTo(lastSaid);
                assertThat(back.readAnswer()).isEqualTo("Echo: after");
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void visitorWhoseThreadBeganAfterTheBackup_beginsAnother() throws Exception {
        talkBackUpAndTalkOn(ANN);
        String unknown = Uuid7.next().toString();

        try (ThreadStore store = restored()) {
            WidgetServer server = start(store);
            try (JimsClient back = JimsClient.connect(server.port())) {
                back.hello(
                        "\"contact_id\":\"ben\",\"thread_id\":\""
                                + unknown
                                + "\",\"after\":\""
                                + Uuid7.next()
                                + "\"");
                assertThat(back.readUntil("welcome").has("thread_id")).isFalse();

                back.message("Hello");
                assertThat(back.readUntil("ack").path("thread_id").asText()).isNotEqualTo(unknown);
                assertThat(back.readAnswer()).isEqualTo("Echo: Hello");
            } finally {
                server.stop();
            }
        }
    }

    /// @return the thread
    private String talkBackUpAndTalkOn(String hello) throws Exception {
        String thread;
        try (ThreadStore store = ThreadStores.open(url())) {
            WidgetServer server = start(store);
            try (JimsClient client = JimsClient.greeted(server.port(), hello)) {
                client.message("before");
                thread = client.readUntil("ack").path("thread_id").asText();
                client.readUntil("done");
                ThreadStores.backUp(url(), directory.resolve("backup.db"));

                lastSaid = client.message("after");
                List<JsonNode> frames = client.readAllUntil("done");
                lastSeen = frames.get(frames.size() - 2).path("id").asText();
            } finally {
                server.stop();
            }
        }
        return thread;
    }

    private ThreadStore restored() throws IOException {
        for (String file : List.of("chat.db-wal", "chat.db-shm")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.move(
                directory.resolve("backup.db"),
                directory.resolve("chat.db"),
                StandardCopyOption.REPLACE_EXISTING);
        return ThreadStores.open(url());
    }

    private static WidgetServer start(ThreadStore store) {
        return TestServer.start(TestServer::echo, store, AccessSettings.OPEN);
    }

    private static List<String> texts(JsonNode welcome) {
        return welcome.path("events").findValuesAsText("text");
    }

    private String url() {
        return "sqlite:///" + directory.resolve("chat.db");
    }
}
