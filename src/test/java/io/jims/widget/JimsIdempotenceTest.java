package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Uuid7;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsIdempotenceTest {
    private static final String CONTACT = "\"contact_id\":\"ann\"";

    private final String id = Uuid7.next().toString();

    @Test
    void sameMessageTwiceOnOneSocket_runsOnce_isAcknowledgedTwice() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message(id, "Hi");
            pipeline.awaitBegun();
            client.message(id, "Hi");
            assertThat(client.readTypes(3)).containsExactly("ack", "message", "ack");
            pipeline.release(2);
            assertThat(client.readTypes(3)).containsExactly("delta", "message", "done");

            client.message(id, "Hi");
            assertThat(client.readTypes(3)).containsExactly("ack", "message", "done");
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        }
    }

    @Test
    void sameFirstMessageOnTwoSocketsAtOnce_isOneThreadAndOneRun() throws Exception {
        for (int round = 0; round < 20; round++) {
            AtomicInteger runs = new AtomicInteger();
            try (TestServer server =
                            TestServer.of(context -> {
                                runs.incrementAndGet();
                                TestServer.echo(context);
                            });
                    JimsClient one = JimsClient.greeted(server.port(), CONTACT);
                    JimsClient two = JimsClient.greeted(server.port(), CONTACT)) {
                CyclicBarrier together = new CyclicBarrier(2);
                Thread other = Thread.startVirtualThread(() -> send(two, together));
                send(one, together);
                other.join();

                String thread = one.readUntil("ack").path("thread_id").asText();
                assertThat(two.readUntil("ack").path("thread_id").asText()).isEqualTo(thread);
                assertThat(one.readAnswer()).isEqualTo("Echo: Hi");
                assertThat(two.readAnswer()).isEqualTo("Echo: Hi");
                one.readUntil("done");
                two.readUntil("done");
                assertThat(runs).hasValue(1);
                assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
            }
        }
    }

    @Test
    void lostAck_theFirstMessageSentAgainWithoutAThread_findsItsThread() throws Exception {
        try (TestServer server = TestServer.echo()) {
            try (JimsClient client = JimsClient.greeted(server.port(), CONTACT)) {
                client.message(id, "Hi");
                Await.until("it is answered", () -> server.contents().size() == 2);
                client.socket().reset();
            }
            server.awaitNoSockets();
            assertRepeated(server);
        }
    }

    @Test
    void sentAgainAfterARestart_isNotRunAgain() throws Exception {
        InMemoryThreadStore store = new InMemoryThreadStore();
        try (TestServer server = TestServer.on(store, TestServer::echo);
                JimsClient client = JimsClient.greeted(server.port(), CONTACT)) {
            client.message(id, "Hi");
            client.readUntil("done");
        }
        try (TestServer server = TestServer.on(store, TestServer::echo)) {
            assertRepeated(server);
        }
    }

    @Test
    void storeThatFails_isNoAck_butOverloaded_laterTheSameMessageWorks() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            server.store().failing(true);
            client.message(id, "Hi");
            JsonNode error = client.read();
            assertThat(error.path("code").asText()).isEqualTo("overloaded");
            assertThat(error.path("id").asText()).isEqualTo(id);
            assertThat(error.path("retry").asBoolean()).isTrue();
            assertThat(error.path("retry_after").asInt()).isPositive();
            server.store().failing(false);

            client.message(id, "Hi");
            assertThat(client.readTypes(5))
                    .containsExactly("ack", "message", "delta", "message", "done");
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        }
    }

    @Test
    void ack_waitsForTheStore() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            server.store().hanging(true);
            client.message(id, "Hi");
            server.store().awaitWrite();
            client.socket().frame(true, RawSocket.PING, new byte[0]);

            assertThat(client.socket().read().opCode()).isEqualTo(RawSocket.PONG);
            assertThat(server.contents()).isEmpty();
            server.store().hanging(false);
            server.store().letGo();
            assertThat(client.readTypes(2)).containsExactly("ack", "message");
        }
    }

    private void assertRepeated(TestServer server) throws Exception {
        try (JimsClient client = JimsClient.greeted(server.port(), CONTACT)) {
            client.message(id, "Hi");
            List<JsonNode> frames = client.readAllUntil("done");

            assertThat(frames)
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly("ack", "message", "done");
            assertThat(frames.get(1).path("text").asText()).isEqualTo("Echo: Hi");
            assertThat(server.store().threads()).hasSize(1);
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        }
    }

    private void send(JimsClient client, CyclicBarrier together) {
        try {
            together.await();
            client.message(id, "Hi");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
