package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadContext;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JimsManyVisitorsTest {
    private static final int VISITORS = 500;
    private static final int PIECES = 20;

    @Test
    void fiveHundredStreamingAtOnce_allEnd_theOneThatDoesNotReadIsCut() throws Exception {
        CountDownLatch allConnected = new CountDownLatch(1);
        AtomicInteger complete = new AtomicInteger();
        try (TestServer server =
                        TestServer.of(
                                JimsManyVisitorsTest::stream,
                                TestLimits.writeTimeout(Duration.ofSeconds(2)));
                RawSocket stuck = RawSocket.tcp(server.port(), 4_096)) {
            stuck.handshakeJims("");
            stuck.text("{\"type\":\"hello\"}");
            List<Thread> visitors = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                String text = "visitor " + i;
                JimsClient client = JimsClient.connect(server.port());
                visitors.add(
                        Thread.startVirtualThread(
                                () -> chat(client, text, allConnected, complete)));
            }
            stuck.text(
                    "{\"type\":\"message\",\"id\":\"11111111-1111-4111-8111-111111111111\","
                            + "\"text\":\"large\"}");
            allConnected.countDown();
            for (Thread visitor : visitors) {
                visitor.join();
            }

            assertThat(complete).hasValue(VISITORS);
            server.awaitNoSockets();
            Await.until("no conversation", () -> server.server().openConversations() == 0);
            assertThat(server.store().threads()).hasSize(VISITORS + 1);
        }
    }

    private static void stream(ThreadContext context) {
        String text = context.lastUserMessage().orElseThrow();
        String piece = text.equals("large") ? "x".repeat(1 << 20) : text + "\n";
        for (int i = 0; i < PIECES; i++) {
            context.stream(piece);
        }
    }

    private static void chat(
            JimsClient client, String text, CountDownLatch go, AtomicInteger complete) {
        try (client) {
            go.await();
            client.hello("");
            client.message(text);
            StringBuilder streamed = new StringBuilder();
            for (int i = 0; i < PIECES; i++) {
                streamed.append(client.readUntil("delta").path("text").asText());
            }
            String answer = client.readUntil("message").path("text").asText();
            client.readUntil("done");
            if (answer.equals((text + "\n").repeat(PIECES)) && answer.contentEquals(streamed)) {
                complete.incrementAndGet();
            }
        } catch (Exception e) {
            throw new IllegalStateException(text, e);
        }
    }
}
