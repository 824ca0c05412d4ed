package io.jims.server;

import static io.jims.testing.UploadClient.PNG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.cli.Launch;
import io.jims.cli.LiveServer;
import io.jims.testing.JimsClient;
import io.jims.testing.UploadClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of visitors in the whole product: seen by the operator, and deleted with their
/// conversations in every way.
@Timeout(60)
class UploadErasureTest {
    private static final String TOKEN = "an-operators-token-of-enough-characters";

    @TempDir private Path directory;
    private String thread = "";
    private String file = "";
    private String address = "";

    @Test
    void operator_readsAFile_andErasesItWithItsConversation() throws Exception {
        try (LiveServer server = start()) {
            send(server);
            String api = "/api/threads/" + thread;

            HttpResponse<byte[]> read = operator(server, "GET", api + "/files/" + file);

            assertThat(read.body()).isEqualTo(PNG);
            assertThat(read.headers().firstValue("Content-Type")).hasValue("image/png");
            assertThat(read.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment; ");
            assertThat(read.headers().firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; sandbox");
            assertThat(operator(server, "GET", api + "/files/x").statusCode()).isEqualTo(404);
            assertThat(operator(server, "GET", api + "/files/" + thread).statusCode())
                    .isEqualTo(404);
            assertThat(operator(server, "DELETE", api).statusCode()).isEqualTo(200);
            assertThat(folder()).doesNotExist();
            assertThat(new UploadClient(server.port()).get(address).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void operator_erasesTheFilesOfAContact() throws Exception {
        try (LiveServer server = start()) {
            send(server);

            operator(server, "DELETE", "/api/contacts?contact=ann");

            assertThat(folder()).doesNotExist();
        }
    }

    @Test
    void erase_besideTheServer_deletesFilesAtOnce() throws Exception {
        try (LiveServer server = start()) {
            send(server);

            int exit =
                    new Launch(directory)
                            .run(
                                    "erase",
                                    "--contact=ann",
                                    "--db=sqlite:///" + directory.resolve("live.db"),
                                    "--uploads=files");

            assertThat(exit).isZero();
            assertThat(folder()).doesNotExist();
            assertThat(new UploadClient(server.port()).get(address).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void fileIsOnDisk_beforeItsMessageIsAcknowledged() throws Exception {
        try (LiveServer server = start()) {
            send(server);

            assertThat(folder().resolve(file).resolve("file.png")).hasBinaryContent(PNG);
        }
    }

    private LiveServer start() {
        return LiveServer.start(
                directory, Map.of("JIMS_ADMIN_TOKEN", TOKEN), "--app=echo", "--uploads=files");
    }

    /// Returns at the acknowledgement.
    private void send(LiveServer server) throws Exception {
        UploadClient http = new UploadClient(server.port());
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"contact_id\":\"ann\"");
            String ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
            file = http.upload(ticket, "a.png", PNG);
            client.messageWithFiles("Look", file);
            thread = client.readUntil("ack").path("thread_id").asText();
            JsonNode said = client.readUntil("message");
            address = said.at("/attachments/0/address").asText();
            client.readUntil("done");
        }
    }

    private Path folder() {
        return directory.resolve("files/threads").resolve(thread.replace("-", ""));
    }

    private static HttpResponse<byte[]> operator(LiveServer server, String method, String path)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
