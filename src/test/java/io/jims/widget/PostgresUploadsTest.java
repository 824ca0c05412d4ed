package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import io.jims.store.postgres.PostgresServer;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import io.jims.testing.UploadClient;
import io.jims.upload.UploadSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresUploadsTest extends UploadsContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @TempDir private Path shared;

    @Override
    ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Test
    void uploadHere_messageThere_isSeenAtBoth_whichServeTheFile() throws Exception {
        try (Replica here = replica();
                Replica there = replica();
                JimsClient uploading = JimsClient.connect(here.server().port())) {
            uploading.hello("");
            JsonNode welcome = uploading.readUntil("welcome");
            String ticket = welcome.at("/uploads/ticket").asText();
            UploadClient hereHttp = new UploadClient(here.server().port());
            UploadClient thereHttp = new UploadClient(there.server().port());
            uploading.message("Hi");
            String thread = uploading.readUntil("ack").path("thread_id").asText();
            uploading.readUntil("done");
            String first = hereHttp.upload(ticket, "a.png", UploadClient.PNG);
            String second = thereHttp.upload(ticket, "b.pdf", UploadClient.PDF);
            String members =
                    "\"thread_id\":\"%s\",\"contact_id\":\"%s\""
                            .formatted(thread, welcome.path("contact_id").asText());
            try (JimsClient sending = JimsClient.greeted(there.server().port(), members)) {
                sending.messageWithFiles("Look", first, second);

                for (JimsClient tab : List.of(sending, uploading)) {
                    JsonNode files = tab.readUntil("message").path("attachments");
                    assertThat(files.findValuesAsText("name")).containsExactly("a.png", "b.pdf");
                    String address = files.path(0).path("address").asText();
                    assertThat(hereHttp.get(address).body()).isEqualTo(UploadClient.PNG);
                    assertThat(thereHttp.get(address).body()).isEqualTo(UploadClient.PNG);
                    assertThat(tab.readAnswer()).isEqualTo("2 files: Look");
                }
            }
        }
    }

    private Replica replica() {
        ThreadStore store = open();
        UploadSettings uploads = new UploadSettings(shared, 10 << 20, 5, 0, 0);
        return new Replica(
                TestServer.start(
                        context ->
                                context.sendMessage(
                                        context.attachments().size()
                                                + " files: "
                                                + context.lastUserMessage().orElseThrow()),
                        store,
                        AccessSettings.OPEN,
                        Quotas.NONE,
                        uploads,
                        InstantSource.system()),
                store);
    }

    /// Another server on the same database and directory.
    private record Replica(WidgetServer server, ThreadStore store) implements AutoCloseable {
        @Override
        public void close() {
            server.stop();
            store.close();
        }
    }
}
