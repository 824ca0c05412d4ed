package io.jims.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jims.app.python.PythonApp;
import io.jims.testing.PythonService;
import io.jims.testing.RawSocket;
import io.jims.testing.TestPython;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sends the same to the original server, `jims-widget` of PyPI, and to ours, both with the same
/// app. What they answer differently is in [Difference], and for users in `drop-in.md`.
@Timeout(240)
class DropInTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GONE = "(the connection broke)";

    @TempDir private static Path directory;
    private static PythonService original;
    private static PythonApp app;
    private static TestServer ours;

    @BeforeAll
    static void startBoth() throws Exception {
        assumeTrue(
                TestPython.has("jims_widget") && TestPython.has("aiosqlite"),
                "SKIPPED: JIMS_TEST_PYTHON has no jims-widget and aiosqlite; scripts/test"
                        + " installs them where PyPI answers");
        original =
                PythonService.start("jims_widget.main", "drop_in_app:served", directory, List.of());
        app = PythonApp.start("drop_in_app:app", TestPython.settings());
        ours = TestServer.of(app.app().pipeline());
    }

    @AfterAll
    static void stopBoth() {
        if (ours != null) {
            ours.close();
        }
        if (app != null) {
            app.close();
        }
        if (original != null) {
            original.close();
        }
    }

    @Test
    void frames_areAnsweredAlike_butForTheListedOnes() throws Exception {
        List<String> frames = Frames.all();
        assertThat(frames).hasSizeGreaterThan(300);
        Map<String, String> differing = new LinkedHashMap<>();
        try (Chat theirs = new Chat(original.port());
                Chat own = new Chat(ours.port())) {
            for (String frame : frames) {
                String expected = theirs.answer(frame);
                String answer = own.answer(frame);
                if (!isSame(expected, answer) && !Difference.isListed(frame)) {
                    differing.put(frame, "theirs " + expected + ", ours " + answer);
                }
            }
        }

        assertThat(differing).isEmpty();
    }

    @Test
    void listedInputs_areStillAnsweredDifferently() throws Exception {
        for (Difference difference : Difference.values()) {
            for (String input : difference.inputs()) {
                assertThat(isSame(once(original.port(), input), once(ours.port(), input)))
                        .as("%s: %s", difference, input)
                        .isFalse();
            }
        }
    }

    @Test
    void queries_areTakenAlike() throws Exception {
        for (String query :
                List.of(
                        "",
                        "?",
                        "?thread_id=",
                        "?thread_id=nonsense",
                        "?thread_id=00000000-0000-7000-8000-000000000000",
                        "?thread_id=%7B00000000-0000-7000-8000-000000000000%7D",
                        "?thread_id=00000000000070008000000000000000",
                        "?contact_id=",
                        "?contact_id=widget:me",
                        "?contact_id=%D0%BC%D0%B5",
                        "?contact_id=a&contact_id=b",
                        "?contact_id=a+b%20c",
                        "?unknown=1",
                        "?thread_id=a&thread_id=b")) {
            assertThat(once(ours.port(), query)).as(query).isEqualTo(once(original.port(), query));
        }
    }

    @Test
    void handshakes_areAnsweredAlike() throws Exception {
        Map<String, String> handshakes = new LinkedHashMap<>();
        String good = RawSocket.handshakeRequest("/ws/chat");
        handshakes.put("good", good);
        handshakes.put(
                "origin", good.replace("Upgrade: ", "Origin: https://x.example\r\nUpgrade: "));
        handshakes.put("null origin", good.replace("Upgrade: ", "Origin: null\r\nUpgrade: "));
        handshakes.put("case", good.replace("websocket", "WebSocket"));
        handshakes.put(
                "list", good.replace("Connection: Upgrade", "Connection: keep-alive, Upgrade"));
        handshakes.put(
                "unknown subprotocol",
                good.replace("Upgrade: ", "Sec-WebSocket-Protocol: other\r\nUpgrade: "));
        handshakes.put(
                "extension",
                good.replace(
                        "Upgrade: ", "Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade: "));

        for (Map.Entry<String, String> handshake : handshakes.entrySet()) {
            assertThat(status(ours.port(), handshake.getValue()))
                    .as(handshake.getKey())
                    .isEqualTo(status(original.port(), handshake.getValue()));
        }
    }

    @Test
    void differences_areToldToUsers() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/drop-in.md"));

        for (Difference difference : Difference.values()) {
            assertThat(page).contains(difference.forUsers());
        }
    }

    private static boolean isSame(String one, String other) throws IOException {
        return one.equals(other)
                || (!one.equals(GONE)
                        && !other.equals(GONE)
                        && JSON.readTree(one).equals(JSON.readTree(other)));
    }

    /// The answer to a frame, or to a greeting behind a query, on a connection of its own.
    private static String once(int port, String input) throws IOException {
        boolean isQuery = input.startsWith("?");
        try (Chat chat = new Chat(port, isQuery ? input : "")) {
            return chat.answer(isQuery ? "Hello" : input);
        } catch (IOException e) {
            return GONE;
        }
    }

    private static String status(int port, String handshake) throws IOException {
        try (RawSocket socket = RawSocket.tcp(port, 0)) {
            return socket.request(handshake).substring(0, "HTTP/1.1 101".length());
        }
    }

    /// A conversation that goes on when its connection breaks.
    private static final class Chat implements AutoCloseable {
        private final int port;
        private RawSocket socket;

        Chat(int port) throws IOException {
            this(port, "");
        }

        Chat(int port, String query) throws IOException {
            this.port = port;
            this.socket = RawSocket.open(port, query);
        }

        String answer(String frame) throws IOException {
            try {
                socket.text(frame);
                return read();
            } catch (IOException e) {
                socket.close();
                socket = RawSocket.open(port, "");
                return GONE;
            }
        }

        /// Answers the pings of the server.
        private String read() throws IOException {
            while (true) {
                RawSocket.Received frame = socket.read();
                switch (frame.opCode()) {
                    case RawSocket.TEXT -> {
                        return new String(frame.payload(), UTF_8);
                    }
                    case RawSocket.PING -> socket.frame(true, RawSocket.PONG, frame.payload());
                    default -> throw new IOException("the server closed: " + frame);
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
