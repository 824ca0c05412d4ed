package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsShutdownTest {
    private static final int GOING_AWAY = 1001;

    @Test
    void answerUnderWay_endsWithinTheDrain_newMessagesAreNotTaken() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient busy = JimsClient.greeted(server.port(), "");
                JimsClient idle = JimsClient.greeted(server.port(), "")) {
            String id = busy.message("Hi");
            pipeline.awaitBegun();
            Thread stopping = stop(server);
            String refused = idle.message("late");
            JsonNode error = idle.read();
            assertThat(error.path("code").asText()).isEqualTo("shutting_down");
            assertThat(error.path("id").asText()).isEqualTo(refused);
            assertThat(error.path("retry").asBoolean()).isTrue();
            pipeline.release(1);

            assertThat(busy.readAnswer()).isEqualTo("Echo: Hi");
            assertThat(busy.read().path("id").asText()).isEqualTo(id);
            assertThat(busy.socket().readClose()).isEqualTo(GOING_AWAY);
            assertThat(idle.socket().readClose()).isEqualTo(GOING_AWAY);
            busy.socket().finish();
            idle.socket().finish();
            stopping.join();
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        }
    }

    @Test
    void answersThatDoNotEndInTime_areLeftForTheNextProcess() throws Exception {
        Semaphore never = new Semaphore(0);
        Limits shortDrain = TestLimits.drain(Duration.ofMillis(100));
        InMemoryThreadStore store;
        try (TestServer server =
                        TestServer.of(
                                context -> {
                                    context.stream("half");
                                    never.acquireUninterruptibly();
                                },
                                shortDrain);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            store = server.store();
            client.message("one");
            client.readUntil("delta");
            client.message("two");
            client.readUntil("ack");
            Thread stopping = stop(server);
            assertThat(client.socket().readText()).contains("\"text\":\"two\"");
            assertThat(client.socket().readClose()).isEqualTo(GOING_AWAY);
            client.socket().finish();
            stopping.join();

            assertThat(server.contents()).containsExactly("one", "two");
            assertThat(server.server().openConversations()).isZero();
        } finally {
            never.release();
        }
        try (TestServer next = TestServer.on(store, TestServer::echo)) {
            Await.until("both are answered", () -> next.contents().size() == 4);
            assertThat(next.contents()).endsWith("Echo: one", "Echo: two");
        }
    }

    private static Thread stop(TestServer server) throws Exception {
        Thread stopping = Thread.ofVirtual().start(() -> server.server().stop());
        Await.until("it drains", () -> !server.server().isAccepting());
        return stopping;
    }
}
