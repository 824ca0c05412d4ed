package io.jims.widget;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client that is not ours.
@Timeout(60)
class JdkClientTest {
    @Test
    void jdkClient_chats_pings_andCloses() throws Exception {
        try (TestServer server = TestServer.echo();
                HttpClient client = HttpClient.newHttpClient()) {
            Events events = new Events();
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://localhost:" + server.port() + "/ws/chat"),
                                    events)
                            .get(20, SECONDS);
            socket.sendText("Hel", false).get(20, SECONDS);
            socket.sendText("lo", true).get(20, SECONDS);
            assertThat(events.next()).isEqualTo("{\"text\":\"Echo: Hello\"}");

            socket.sendPing(ByteBuffer.wrap(new byte[] {'!'})).get(20, SECONDS);
            assertThat(events.next()).isEqualTo("pong !");

            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, SECONDS);
            assertThat(events.next()).isEqualTo("closed 1000");
            server.awaitNoSockets();
        }
    }

    @Test
    void jdkClient_isToldOfTheShutdown() throws Exception {
        try (TestServer server = TestServer.echo();
                HttpClient client = HttpClient.newHttpClient()) {
            Events events = new Events();
            client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + server.port() + "/ws/chat"), events)
                    .get(20, SECONDS);

            server.server().stop();

            assertThat(events.next()).isEqualTo("closed 1001");
        }
    }

    private static final class Events implements WebSocket.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Nullable String next() throws InterruptedException {
            return events.poll(20, SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                events.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            events.add("pong " + StandardCharsets.UTF_8.decode(payload));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add("closed " + code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add("error " + error);
        }
    }
}
