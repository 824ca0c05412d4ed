package io.jims.widget;

import static io.jims.testing.UploadClient.PDF;
import static io.jims.testing.UploadClient.PNG;
import static io.jims.testing.UploadClient.bytes;
import static io.jims.testing.UploadClient.png;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.core.Attachment;
import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import io.jims.testing.UploadClient;
import io.jims.upload.UploadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of visitors from their upload to their deletion, on every database.
@Timeout(60)
abstract class UploadsContract {
    private final List<List<Attachment>> seen = new CopyOnWriteArrayList<>();
    private final List<WidgetServer> servers = new ArrayList<>();
    private Instant now = Instant.now();
    private ThreadStore store;
    private WidgetServer server;
    private UploadClient http;
    private String thread = "";

    @TempDir private Path scratch;

    /// Opens the test's own database, empty at first, once more each time.
    abstract ThreadStore open();

    @BeforeEach
    void start() {
        store = open();
        server = start(settings(), AccessSettings.OPEN, Quotas.NONE);
        http = new UploadClient(server.port());
    }

    @AfterEach
    void stop() {
        servers.forEach(WidgetServer::stop);
        store.close();
    }

    @Test
    void file_isSent_seenByTheApp_andReadAgain() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            JsonNode welcome = client.readUntil("welcome");
            assertThat(welcome.path("features").toString()).contains("\"uploads\"");
            assertThat(welcome.at("/uploads/types").toString())
                    .isEqualTo(
                            "[\"image/png\",\"image/jpeg\",\"image/gif\",\"image/webp\","
                                    + "\"application/pdf\"]");
            assertThat(welcome.at("/uploads/bytes").asLong()).isEqualTo(10 << 20);
            String ticket = welcome.at("/uploads/ticket").asText();
            String picture = http.upload(ticket, "Ünser Bild.png", PNG);
            String paper = http.upload(ticket, "a.pdf", PDF);
            assertThat(files("waiting")).hasSize(4);

            client.messageWithFiles("What is this?", picture, paper);
            JsonNode said = client.readUntil("message");

            assertThat(said.path("text").asText()).isEqualTo("What is this?");
            assertThat(said.at("/attachments/0/id").asText()).isEqualTo(picture);
            assertThat(said.at("/attachments/0/name").asText()).isEqualTo("Ünser Bild.png");
            assertThat(said.at("/attachments/0/type").asText()).isEqualTo("image/png");
            assertThat(said.at("/attachments/0/size").asInt()).isEqualTo(PNG.length);
            assertThat(said.at("/attachments/1/name").asText()).isEqualTo("a.pdf");
            HttpResponse<byte[]> read = http.get(said.at("/attachments/0/address").asText());
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).isEqualTo(PNG);
            assertThat(header(read, "Content-Type")).isEqualTo("image/png");
            assertThat(header(read, "Content-Disposition"))
                    .startsWith("attachment; ")
                    .contains("filename*=UTF-8''%C3%9Cnser%20Bild.png");
            assertThat(header(read, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(read, "Content-Security-Policy")).contains("sandbox");
            assertThat(header(read, "Cache-Control")).contains("no-store");
            client.readUntil("done");
        }
        assertThat(files("waiting")).isEmpty();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst())
                .extracting(Attachment::name)
                .containsExactly("Ünser Bild.png", "a.pdf");
        assertThat(Files.readAllBytes(pathOf(seen.getFirst().getLast()))).isEqualTo(PDF);
    }

    @Test
    void stored_itIsAMemberOfTheMessage_withoutItsPath() throws Exception {
        send(PNG, "a.png", "Look");

        ThreadEvent message = event("comm.user_message");
        assertThat(message.text("content")).isEqualTo("Look");
        assertThat(Attachment.of(message))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.name()).isEqualTo("a.png");
                    assertThat(file.path()).isNull();
                });
        assertThat(String.valueOf(message.data().get("attachments")))
                .doesNotContain(scratch.toString());
    }

    /// Its names stand in for words where only those are read.
    @Test
    void fileWithoutWords_isAMessage() throws Exception {
        send(PNG, "a.png", "");

        assertThat(event("comm.user_message").text("content")).isEqualTo("a.png");
        try (JimsClient back = JimsClient.connect(server.port())) {
            back.hello(here());
            JsonNode shown = back.readUntil("welcome").at("/events/0");
            assertThat(shown.path("text").asText()).isEmpty();
            assertThat(shown.at("/attachments/0/name").asText()).isEqualTo("a.png");
        }
    }

    @Test
    void afterARestart_andInAnotherTab_andInHistory_itIsStillThere() throws Exception {
        send(PNG, "a.png", "Look");
        stop();
        servers.clear();
        start();

        try (JimsClient back = JimsClient.connect(server.port())) {
            back.hello(here());
            JsonNode events = back.readUntil("welcome").path("events");
            String address = events.at("/0/attachments/0/address").asText();
            assertThat(http.get(address).body()).isEqualTo(PNG);
            JsonNode older = back.history(events.at("/1/id").asText());
            String again = older.at("/events/0/attachments/0/address").asText();
            assertThat(http.get(again).body()).isEqualTo(PNG);
        }
    }

    @Test
    void messageThatIsSentAgain_hasItsFileOnce() throws Exception {
        String id = Uuid7.next().toString();
        String contact;
        String file;
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            JsonNode welcome = client.readUntil("welcome");
            contact = welcome.path("contact_id").asText();
            file = http.upload(welcome.at("/uploads/ticket").asText(), "a.png", PNG);
            client.sendWithFiles(id, "Look", List.of(file));
            thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
        }
        try (JimsClient again = JimsClient.greeted(server.port(), contact(contact))) {
            again.sendWithFiles(id, "Look", List.of(file));
            assertThat(again.readUntil("ack").path("thread_id").asText()).isEqualTo(thread);
        }

        assertThat(events()).filteredOn(ThreadEvent::isFromUser).hasSize(1);
        assertThat(seen).hasSize(1);
    }

    @Test
    void fileOfAnotherVisitor_isNotAttached_norReadWithoutItsLink() throws Exception {
        String ticket;
        try (JimsClient ann = JimsClient.connect(server.port());
                JimsClient bob = JimsClient.greeted(server.port(), contact("bob"))) {
            ann.hello(contact("ann"));
            ticket = ann.readUntil("welcome").at("/uploads/ticket").asText();
            String file = http.upload(ticket, "a.png", PNG);

            bob.messageWithFiles("Mine", file);
            JsonNode refused = bob.readUntil("error");

            assertThat(refused.path("code").asText()).isEqualTo("bad_frame");
            assertThat(refused.path("text").asText()).contains("not here");
            assertThat(http.get("uploads/" + file).statusCode()).isEqualTo(404);
            assertThat(http.get("uploads/" + file + "?key=" + ticket).statusCode()).isEqualTo(404);
            ann.messageWithFiles("Mine", file);
            ann.readUntil("ack");
            bob.messageWithFiles("Mine", file);
            assertThat(bob.readUntil("error").path("code").asText()).isEqualTo("bad_frame");
        }
    }

    @Test
    void fileOfAnotherThread_isNotAttached() throws Exception {
        String file;
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello(contact("ann"));
            String ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
            file = http.upload(ticket, "a.png", PNG);
            client.messageWithFiles("One", file);
            client.readUntil("done");
        }
        try (JimsClient other = JimsClient.greeted(server.port(), contact("ann"))) {
            other.messageWithFiles("Two", file);

            assertThat(other.readUntil("error").path("code").asText()).isEqualTo("bad_frame");
        }
    }

    @Test
    void refusedMessage_leavesItsFilesForTheNextOne() throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            String ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
            String file = http.upload(ticket, "a.png", PNG);
            client.messageWithFiles("One is missing", file, Uuid7.next().toString());
            client.readUntil("error");

            client.messageWithFiles("Now", file);

            assertThat(client.readUntil("message").path("attachments")).hasSize(1);
        }
    }

    @Test
    void tooManyFiles_areRefused_sayingHowMany() throws Exception {
        restart(new UploadSettings(directory(), 1 << 20, 1, 0, 0), AccessSettings.OPEN);
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            String ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
            client.messageWithFiles(
                    "Two", http.upload(ticket, "a.png", PNG), http.upload(ticket, "b.png", PNG));

            assertThat(client.readUntil("error").path("text").asText())
                    .isEqualTo("The message has 2 files; at most 1 are allowed.");
        }
    }

    @Test
    void withoutTheDirectory_thereAreNoUploads() throws Exception {
        servers.forEach(WidgetServer::stop);
        servers.clear();
        server = TestServer.start(TestServer::echo, store, AccessSettings.OPEN);
        servers.add(server);
        http = new UploadClient(server.port());
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            JsonNode welcome = client.readUntil("welcome");
            assertThat(welcome.path("features").toString()).doesNotContain("uploads");
            assertThat(welcome.has("uploads")).isFalse();
            client.messageWithFiles("x", Uuid7.next().toString());
            assertThat(client.readUntil("error").path("text").asText()).contains("--uploads");
        }
        assertThat(http.post("x", "a.png", PNG).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoPictureAndNoPdf_isRefused_whateverItIsCalled() throws Exception {
        String ticket = ticket();
        List<byte[]> refused =
                List.of(
                        bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
                        bytes("<!DOCTYPE html><script>alert(1)</script>"),
                        bytes("\u00ef\u00bb\u00bf<svg/>"),
                        bytes(" \u0089PNG\r\n\u001a\n"),
                        bytes("\u0089PN"),
                        bytes("GIF88a"),
                        bytes("RIFF0000WAVE"),
                        bytes("MZ\u0090"),
                        bytes("PK\u0003\u0004 %PDF-"),
                        bytes("\n%PDF-1.7"));
        for (byte[] content : refused) {
            HttpResponse<String> response =
                    http.post(ticket, "a.png", content, "Content-Type", "image/png");
            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(UploadClient.json(response).path("error").asText())
                    .isEqualTo("Only images (PNG, JPEG, GIF, WebP) and PDF files are taken.");
        }
        for (String taken :
                List.of("\u00ff\u00d8\u00ff\u00e0", "GIF87a", "GIF89a", "RIFF0000WEBP")) {
            assertThat(http.post(ticket, "x", bytes(taken)).statusCode()).isEqualTo(201);
        }
        assertThat(files("incoming")).isEmpty();
    }

    /// What follows the first bytes may be anything: no browser gets to run it.
    @Test
    void polyglot_isServedAsWhatItsFirstBytesSay_andNothingElse() throws Exception {
        byte[] polyglot = bytes("GIF89a/*<html><script>alert(1)</script>*/=1");
        String address = send(polyglot, "a.html", "Look");

        HttpResponse<byte[]> read = http.get(address);

        assertThat(header(read, "Content-Type")).isEqualTo("image/gif");
        assertThat(header(read, "Content-Disposition"))
                .contains("attachment")
                .contains("a.html.gif");
        assertThat(header(read, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(read, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; sandbox");
    }

    @Test
    void nameOfAFile_isOnlyAName() throws Exception {
        String ticket = ticket();
        List<List<String>> names =
                List.of(
                        List.of("../../etc/passwd", "passwd.png"),
                        List.of("..\\..\\a.png", "a.png"),
                        List.of("/abs/a.PNG", "a.PNG"),
                        List.of("..", "file.png"),
                        List.of("", "file.png"),
                        List.of(".htaccess", "htaccess.png"),
                        List.of("a\u0000b\r\nSet-Cookie: x.png", "a b Set-Cookie  x.png"),
                        List.of("gnp.\u202Eexe", "gnp. exe.png"),
                        List.of("invoice.exe", "invoice.exe.png"),
                        List.of("a\"; filename=\"b.png", "a ; filename= b.png"));
        for (List<String> name : names) {
            HttpResponse<String> taken = http.post(ticket, name.getFirst(), PNG);
            assertThat(UploadClient.json(taken).path("name").asText()).isEqualTo(name.getLast());
        }
        String longest =
                UploadClient.json(http.post(ticket, "x".repeat(3_000), PNG)).path("name").asText();
        assertThat(longest).hasSize(100).endsWith("x.png");
        try (Stream<Path> all = Files.walk(directory())) {
            assertThat(all.filter(Files::isRegularFile).map(p -> p.getFileName().toString()))
                    .containsOnly("key", "file.png", "facts.json");
        }
    }

    @Test
    void sizeOfAFile_isBounded_beforeItIsRead() throws Exception {
        restart(new UploadSettings(directory(), 100_000, 5, 0, 0), AccessSettings.OPEN);
        String ticket = ticket();

        HttpResponse<String> refused = http.post(ticket, "a.png", png(100_001));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body())
                .contains("The file has 100001 bytes; at most 100000 are allowed.");
        assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(http.post(ticket, "a.png", png(100_000)).statusCode()).isEqualTo(201);
        assertThat(http.post(ticket, "a.png", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(http.get("healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void otherAddresses_takeNoLargeBody() throws Exception {
        HttpResponse<String> refused =
                new UploadClient(http.base() + "healthz?").post("", "", png(70_000));

        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void bytesOfADay_areBounded_byAddressAndAltogether() throws Exception {
        restart(new UploadSettings(directory(), 1 << 20, 5, 500_000, 300_000), AccessSettings.OPEN);
        String ticket = ticket();
        http.upload(ticket, "a.png", png(200_000));

        HttpResponse<String> refused = http.post(ticket, "a.png", png(200_000));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Your network has uploaded as much");
        assertThat(header(refused, "Retry-After")).isNotEmpty();
        http.upload(ticket, "a.png", PNG); // there is room for 65,536 bytes, as which it counts
        assertThat(http.post(ticket, "a.png", PNG).statusCode()).isEqualTo(429);
        now = now.plus(Duration.ofDays(1));
        http.upload(ticket(), "a.png", png(200_000));
        restart(new UploadSettings(directory(), 1 << 20, 5, 300_000, 0), AccessSettings.OPEN);
        http.upload(ticket(), "a.png", png(90_000));
        assertThat(http.post(ticket(), "a.png", png(200_000)).body())
                .contains("As much as is taken in a day");
    }

    @Test
    void tenThousandTinyFiles_runIntoTheDaysBound() throws Exception {
        restart(
                new UploadSettings(directory(), 1 << 20, 5, 0, 100 * 65_536 + 1),
                AccessSettings.OPEN);
        String ticket = ticket();
        int taken = 0;
        while (taken < 10_000 && http.post(ticket, "a.png", PNG).statusCode() == 201) {
            taken++;
        }

        assertThat(taken).isEqualTo(100);
    }

    @Test
    void rateOfUploads_isLimited() throws Exception {
        servers.forEach(WidgetServer::stop);
        server = start(settings(), AccessSettings.OPEN, Quotas.DEFAULT);
        String ticket = ticket();
        int taken = 0;
        HttpResponse<String> last = http.post(ticket, "a.png", PNG);
        while (last.statusCode() == 201 && taken < 100) {
            taken++;
            last = http.post(ticket, "a.png", PNG);
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("You are uploading files too fast.");
        assertThat(taken).isEqualTo(10);
    }

    @Test
    void ticket_isNeeded_andExpires() throws Exception {
        String ticket = ticket();
        for (String bad : List.of("", "x", ticket + "A", ticket.substring(1), "äö")) {
            assertThat(http.post(bad.isEmpty() ? "none" : "t", "a.png", PNG).statusCode())
                    .isEqualTo(401);
        }
        String address = send(PNG, "a.png", "Look");
        assertThat(http.post(address.replaceFirst(".*=", ""), "a.png", PNG).statusCode())
                .isEqualTo(401);
        assertThat(http.get(address + "A").statusCode()).isEqualTo(404);
        String other =
                address.replaceFirst("uploads/.", "uploads/" + (address.charAt(8) == '0' ? 1 : 0));
        assertThat(http.get(other).statusCode()).isEqualTo(404);
        now = now.plus(Duration.ofHours(25));

        assertThat(http.post(ticket, "a.png", PNG).statusCode()).isEqualTo(401);
        assertThat(http.get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void ticketOfASignedVisitor_expiresWithTheirToken() throws Exception {
        restart(settings(), TestTokens.bySecret());
        String ticket;
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"token\":\"" + TestTokens.of("ann") + "\"");
            ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
        }
        assertThat(http.post(ticket, "a.png", PNG).statusCode()).isEqualTo(201);
        now = now.plus(Duration.ofHours(12));

        assertThat(http.post(ticket, "a.png", PNG).statusCode()).isEqualTo(401);
    }

    @Test
    void otherMethods_areRefused() throws Exception {
        assertThat(http.get("uploads").statusCode()).isEqualTo(405);
    }

    @Test
    void unfinishedAndUnsent_areSweptInTheEnd() throws Exception {
        String ticket = ticket();
        http.upload(ticket, "a.png", PNG);
        Path half = Files.createDirectories(directory().resolve("incoming/half"));
        Files.write(half.resolve("file.png"), PNG);
        now = now.plus(Duration.ofHours(2));
        restart(settings(), AccessSettings.OPEN);
        Await.until("what was being received is gone", () -> !Files.exists(half));
        assertThat(files("waiting")).hasSize(2);
        now = now.plus(Duration.ofHours(23));
        restart(settings(), AccessSettings.OPEN);

        Await.until("what was never sent is gone", () -> files("waiting").isEmpty());
    }

    /// As if the process had died between the two deletions.
    @Test
    void filesOfAThreadThatIsGone_areSwept() throws Exception {
        send(PNG, "a.png", "Look");
        Path kept = directory().resolve("threads/" + thread.replace("-", ""));
        Path orphan = directory().resolve("threads/" + Uuid7.compact(ThreadId.create().value()));
        Files.createDirectories(orphan.resolve("x"));
        now = now.plus(Duration.ofHours(2));
        restart(settings(), AccessSettings.OPEN);

        Await.until("the orphan is gone", () -> !Files.exists(orphan));
        assertThat(kept).exists();
    }

    @Test
    void filesOfThreadsThatAreAllUnknown_areAnotherDatabases_andStay() throws Exception {
        for (int i = 0; i < 10; i++) {
            Files.createDirectories(
                    directory().resolve("threads/" + Uuid7.compact(ThreadId.create().value())));
        }
        Path half = Files.createDirectories(directory().resolve("incoming/half"));
        now = now.plus(Duration.ofHours(2));
        restart(settings(), AccessSettings.OPEN);
        Await.until("it sweeps", () -> !Files.exists(half));

        Path orphan = Files.createDirectories(directory().resolve("incoming/another"));
        restart(settings(), AccessSettings.OPEN); // after the first sweep has ended
        Await.until("it sweeps again", () -> !Files.exists(orphan));
        try (Stream<Path> left = Files.list(directory().resolve("threads"))) {
            assertThat(left).hasSize(10);
        }
    }

    @Test
    void linkInTheDirectory_isNotFollowed() throws Exception {
        Path outside = Files.createDirectories(scratch.resolve("outside/secret"));
        Files.write(outside.resolve("file.png"), PNG);
        Files.writeString(
                outside.resolve("facts.json"),
                "{\"name\":\"a.png\",\"type\":\"image/png\",\"size\":1,\"owner\":\"x\"}");
        String address = send(PNG, "a.png", "Look");
        Path folder = directory().resolve("threads/" + thread.replace("-", ""));
        Path file;
        try (Stream<Path> all = Files.list(folder)) {
            file = all.findFirst().orElseThrow();
        }
        Files.move(file, scratch.resolve("moved"));
        Files.createSymbolicLink(file, outside);
        assertThat(http.get(address).statusCode()).isEqualTo(404);
        Files.delete(file);
        Files.move(scratch.resolve("moved"), file);
        Files.delete(file.resolve("file.png"));
        Files.createSymbolicLink(file.resolve("file.png"), outside.resolve("file.png"));
        assertThat(http.get(address).statusCode()).isEqualTo(404);
        Path link = directory().resolve("incoming/link");
        Files.createSymbolicLink(link, outside);
        now = now.plus(Duration.ofHours(2));
        restart(settings(), AccessSettings.OPEN);
        Await.until("the link is gone", () -> !Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertThat(outside.resolve("file.png")).exists();
    }

    @Test
    void metrics_countWhatBecameOfFiles() throws Exception {
        http.upload(ticket(), "a.png", PNG);
        http.post(ticket(), "a.png", bytes("<html>"));

        assertThat(metric("jims_widget_uploads", "stored")).isEqualTo(1);
        assertThat(metric("jims_widget_uploads", "refused")).isEqualTo(1);
        assertThat(metric("jims_widget_uploaded_bytes", null)).isEqualTo(PNG.length);
    }

    private long metric(String name, @Nullable String label) {
        return server.metrics().stream()
                .filter(one -> one.name().text().equals(name))
                .filter(one -> label == null || label.equals(one.labelValue()))
                .mapToLong(one -> one.value().getAsLong())
                .sum();
    }

    /// Begins a thread with a file.
    ///
    /// @return its address
    private String send(byte[] content, String name, String text) throws Exception {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            String ticket = client.readUntil("welcome").at("/uploads/ticket").asText();
            String file = http.upload(ticket, name, content);
            client.messageWithFiles(text, file);
            thread = client.readUntil("ack").path("thread_id").asText();
            JsonNode said = client.readUntil("message");
            client.readUntil("done");
            return said.at("/attachments/0/address").asText();
        }
    }

    private void see(ThreadContext context) {
        seen.add(context.attachments());
        TestServer.echo(context);
    }

    private static Path pathOf(Attachment file) {
        return Objects.requireNonNull(file.path());
    }

    private String ticket() throws IOException {
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello(contact("ann"));
            return client.readUntil("welcome").at("/uploads/ticket").asText();
        }
    }

    private Path directory() {
        return scratch.resolve("uploads");
    }

    /// Without a bound on the day.
    private UploadSettings settings() {
        return new UploadSettings(directory(), 10 << 20, 5, 0, 0);
    }

    private void restart(UploadSettings settings, AccessSettings access) {
        servers.forEach(WidgetServer::stop);
        servers.clear();
        server = start(settings, access, Quotas.NONE);
    }

    private WidgetServer start(UploadSettings settings, AccessSettings access, Quotas quotas) {
        InstantSource clock = () -> now;
        WidgetServer started = TestServer.start(this::see, store, access, quotas, settings, clock);
        servers.add(started);
        http = new UploadClient(started.port());
        return started;
    }

    /// What there is of files in a part of the directory.
    private List<Path> files(String part) {
        try (Stream<Path> all = Files.walk(directory().resolve(part))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ThreadEvent> events() {
        return store.events(ThreadId.parse(thread).orElseThrow(), 100);
    }

    private ThreadEvent event(String type) {
        return events().stream().filter(e -> e.type().equals(type)).findFirst().orElseThrow();
    }

    private String here() {
        return "\"thread_id\":\"" + thread + "\"";
    }

    private static String contact(String id) {
        return "\"contact_id\":\"" + id + "\"";
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
