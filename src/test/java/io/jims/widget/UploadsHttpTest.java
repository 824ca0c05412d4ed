package io.jims.widget;

import static io.jims.testing.UploadClient.PNG;
import static io.jims.testing.UploadClient.png;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.core.JimsApp;
import io.jims.observe.RunObserver;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.SmallDisk;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import io.jims.testing.UploadClient;
import io.jims.upload.UploadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads as they come over the wire, from clients of every kind.
@Timeout(60)
class UploadsHttpTest {
    private static final AccessSettings ONE_ORIGIN =
            AccessSettings.OPEN.with(
                    new AllowedOrigins(
                            List.of(OriginPattern.parse("https://shop.example").orElseThrow()),
                            false));

    private final InMemoryThreadStore store = new InMemoryThreadStore();

    @TempDir private Path scratch;
    private WidgetServer server;
    private UploadClient http;

    @BeforeEach
    void start() {
        start(AccessSettings.OPEN);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void start(AccessSettings access) {
        server = start(access, scratch.resolve("uploads"));
        http = new UploadClient(server.port());
    }

    private WidgetServer start(AccessSettings access, Path directory) {
        return TestServer.start(
                TestServer::echo,
                store,
                access,
                Quotas.NONE,
                new UploadSettings(directory, 8 << 20, 5, 0, 0),
                InstantSource.system());
    }

    @Test
    void largeFile_comesThroughWhole_bothWays() throws Exception {
        byte[] large = png(8 << 20);
        large[large.length - 1] = 7;

        assertThat(http.get(send(large)).body()).isEqualTo(large);
    }

    /// As nginx asks by default. The answer has its length, and is not gathered in memory first.
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1\r\nHost: x\r\nConnection: close"})
    void fileIsRead_overAConnectionThatEnds(String rest) throws Exception {
        byte[] file = png(1 << 20);
        String address = send(file);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /" + address + " " + rest + "\r\n\r\n").getBytes(ISO_8859_1));
            byte[] answer = socket.getInputStream().readAllBytes();

            String text = new String(answer, ISO_8859_1);
            assertThat(text.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 200 ")
                    .contains("content-length: " + file.length);
            assertThat(answer.length - text.indexOf("\r\n\r\n") - 4).isEqualTo(file.length);
        }
    }

    @Test
    void headOfAFile_saysItsLength() throws Exception {
        String address = send(PNG);
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            String answer = socket.request("HEAD /" + address + " HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(answer).containsIgnoringCase("content-length: " + PNG.length);
        }
    }

    @Test
    void chunkedBody_isRefused_sinceItsLengthIsNotKnown() throws Exception {
        String answer =
                post("Transfer-Encoding: chunked", "10\r\n" + text(png(16)) + "\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 411 ").contains("Content-Length");
        assertNothingIsLeft();
    }

    @Test
    void clientThatGoesAwayInTheMiddle_leavesNothing() throws Exception {
        String ticket = ticket();
        for (int sent : List.of(0, 5, 12, 100, 70_000)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(head(ticket, "Content-Length: 100000"));
                socket.getOutputStream().write(png(sent));
                socket.getOutputStream().flush();
                if (sent > 12) {
                    Await.until("it has begun", () -> !files("incoming").isEmpty());
                }
            }
            Await.until("nothing is left of it", () -> files("incoming").isEmpty());
        }
        assertNothingIsLeft();
    }

    /// A client that drips is cut like one that sends nothing, and gives its place free.
    @Test
    void clientThatStopsSending_isCut_andLeavesNothing() throws Exception {
        server.stop();
        server =
                WidgetServer.start(
                        new ServerSettings(
                                        "127.0.0.1",
                                        0,
                                        AccessSettings.OPEN,
                                        1_000,
                                        TestLimits.pingInterval(Duration.ofMillis(300)),
                                        Quotas.NONE)
                                .with(UploadSettings.in(scratch.resolve("uploads"))),
                        store,
                        new PipelineExecutor(
                                new JimsApp("test", TestServer::echo),
                                Duration.ofMinutes(1),
                                1,
                                RunObserver.NONE));
        String ticket = ticket();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(head(ticket, "Content-Length: 100000"));
            socket.getOutputStream().write(png(500));
            socket.getOutputStream().flush();
            Await.until("it has begun", () -> !files("incoming").isEmpty());

            Await.until("nothing is left of it", () -> files("incoming").isEmpty());
        }
        assertNothingIsLeft();
    }

    /// What comes behind the announced length is another request.
    @Test
    void bodyThatIsLonger_isCutAtItsLength() throws Exception {
        String answer = post("Content-Length: 20", text(png(20)) + "GARBAGE");

        assertThat(answer).startsWith("HTTP/1.1 201 ");
        assertThat(files("waiting")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: x", "Content-Length: -1"})
    void lengthThatIsNone_isRefused(String header) throws Exception {
        assertThat(post(header, "")).startsWith("HTTP/1.1 400 ");
        assertNothingIsLeft();
    }

    @Test
    void fourFilesAtOnce_areAllThatOneAddressUploads() throws Exception {
        String ticket = ticket();
        List<Socket> slow = Stream.generate(() -> begin(ticket)).limit(4).toList();
        try {
            Await.until("all have begun", () -> folders("incoming") == 4);

            HttpResponse<String> refused = http.post(ticket, "a.png", PNG);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Await.until("their places are free", () -> folders("incoming") == 0);
        Await.until("another one is taken", () -> post(ticket).statusCode() == 201);
    }

    @Test
    void pagesOfOtherOrigins_upload_whereTheyAreLetIn() throws Exception {
        stop();
        start(ONE_ORIGIN);
        String ticket = ticket("Origin: https://shop.example\r\n");

        HttpResponse<String> taken =
                http.post(ticket, "a.png", PNG, "Origin", "https://shop.example");
        HttpResponse<String> refused =
                http.post(ticket, "a.png", PNG, "Origin", "https://evil.example");

        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(taken.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://shop.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(http.post(ticket, "a.png", PNG).statusCode()).isEqualTo(403);
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // with the line ends of HTTP
    void preflight_allowsTheTicket_forUploadsAlone() throws Exception {
        String preflight =
                " HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\n"
                        + "Access-Control-Request-Method: POST\r\n\r\n";
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            String uploads = socket.request("OPTIONS /uploads?name=a.png" + preflight);
            assertThat(uploads)
                    .startsWith("HTTP/1.1 204 ")
                    .containsIgnoringCase("access-control-allow-methods: GET, HEAD, POST\r\n")
                    .containsIgnoringCase("access-control-allow-headers: *, Authorization\r\n");
        }
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            assertThat(socket.request("OPTIONS /healthz" + preflight))
                    .containsIgnoringCase("access-control-allow-methods: GET, HEAD\r\n");
        }
    }

    /// A link names no origin; a script of another page does.
    @Test
    void fileIsRead_byLinks_notByScriptsOfOtherPages() throws Exception {
        stop();
        start(ONE_ORIGIN);
        String address = send(PNG, "Origin: https://shop.example\r\n");

        assertThat(http.get(address).statusCode()).isEqualTo(200);
        assertThat(http.get(address, "Origin", "https://shop.example").statusCode()).isEqualTo(200);
        assertThat(http.get(address, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    }

    @Test
    void twoServersOnOneDirectory_takeAndServeEachOthersFiles() throws Exception {
        WidgetServer second = start(AccessSettings.OPEN, scratch.resolve("uploads"));
        try (JimsClient client = JimsClient.greeted(server.port(), "\"contact_id\":\"ann\"")) {
            UploadClient other = new UploadClient(second.port());
            client.messageWithFiles("Look", other.upload(ticket(), "a.png", PNG));
            String address = client.readUntil("message").at("/attachments/0/address").asText();

            assertThat(other.get(address).body()).isEqualTo(PNG);
            assertThat(http.get(address).body()).isEqualTo(PNG);
        } finally {
            second.stop();
        }
    }

    @Test
    void fullDisk_isOneClearError_andLeavesNothing() throws Exception {
        stop();
        Path mounted = Files.createDirectories(scratch.resolve("small"));
        try (SmallDisk disk = SmallDisk.mount(mounted, 1);
                CapturedLog log = new CapturedLog(UploadSettings.class)) {
            server = start(AccessSettings.OPEN, disk.directory());
            http = new UploadClient(server.port());

            HttpResponse<String> refused = http.post(ticket(), "a.png", png(2 << 20));

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(UploadClient.json(refused).path("error").asText())
                    .isEqualTo("The server cannot keep files at present.");
            try (Stream<Path> left = Files.list(mounted.resolve("incoming"))) {
                assertThat(left).isEmpty();
            }
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.contains("--uploads") && line.contains("No space left on device"));
            assertThat(http.post(ticket(), "a.png", PNG).statusCode()).isEqualTo(201);
            server.stop();
        }
    }

    @Test
    void directoryThatCannotBeUsed_keepsTheServerFromStarting() throws Exception {
        Path file = Files.createFile(scratch.resolve("file"));

        assertThatThrownBy(() -> start(AccessSettings.OPEN, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--uploads: the directory " + file + " cannot be used");
    }

    private Socket begin(String ticket) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.getOutputStream().write(head(ticket, "Content-Length: 100000"));
            socket.getOutputStream().write(png(500));
            socket.getOutputStream().flush();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> post(String ticket) {
        try {
            return http.post(ticket, "a.png", PNG);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String post(String header, String body) throws IOException {
        String ticket = ticket();
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            RawSocket.HttpAnswer answer =
                    socket.exchange(new String(head(ticket, header), ISO_8859_1) + body);
            return answer.head() + answer.body();
        }
    }

    private static byte[] head(String ticket, String header) {
        return ("POST /uploads?name=a.png HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + ticket
                        + "\r\n"
                        + header
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private String ticket() throws IOException {
        return ticket("");
    }

    /// @param headers of the handshake
    private String ticket(String headers) throws IOException {
        try (JimsClient client = JimsClient.withHeaders(server.port(), headers)) {
            client.hello("\"contact_id\":\"ann\"");
            return client.readUntil("welcome").at("/uploads/ticket").asText();
        }
    }

    private String send(byte[] content) throws Exception {
        return send(content, "");
    }

    private String send(byte[] content, String headers) throws Exception {
        try (JimsClient client = JimsClient.withHeaders(server.port(), headers)) {
            client.hello("");
            JsonNode welcome = client.readUntil("welcome");
            String ticket = welcome.at("/uploads/ticket").asText();
            HttpResponse<String> taken =
                    headers.isEmpty()
                            ? http.post(ticket, "a.png", content)
                            : http.post(ticket, "a.png", content, "Origin", "https://shop.example");
            client.messageWithFiles("Look", UploadClient.json(taken).path("id").asText());
            return client.readUntil("message").at("/attachments/0/address").asText();
        }
    }

    private void assertNothingIsLeft() {
        assertThat(files("incoming")).isEmpty();
        assertThat(files("waiting")).isEmpty();
    }

    private long folders(String part) {
        try (Stream<Path> all = Files.list(scratch.resolve("uploads").resolve(part))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(String part) {
        try (Stream<Path> all = Files.walk(scratch.resolve("uploads").resolve(part))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) { // one of them is just being deleted
            return List.of(Path.of("?"));
        }
    }
}
