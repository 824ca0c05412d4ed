package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestLimits;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private final HeldPipeline pipeline = new HeldPipeline();

    @Test
    void message_beyondRunsAndThoseThatWait_isRefusedBeforeItIsStored() throws Exception {
        try (TestServer server = server(1, 1);
                JimsClient running = JimsClient.greeted(server.port(), "");
                JimsClient waiting = JimsClient.greeted(server.port(), "");
                JimsClient third = JimsClient.greeted(server.port(), "")) {
            running.message("1");
            assertThat(pipeline.awaitBegun()).isEqualTo("1");
            waiting.message("2");
            waiting.readUntil("ack");

            String refused = third.message("3");
            JsonNode error = third.readUntil("error");
            assertThat(error.path("code").asText()).isEqualTo("overloaded");
            assertThat(error.path("id").asText()).isEqualTo(refused);
            assertThat(error.path("retry").asBoolean()).isTrue();
            assertThat(error.path("retry_after").asInt()).isPositive();
            assertThat(server.store().threads()).hasSize(2);

            pipeline.release(3);
            assertThat(running.readAnswer()).isEqualTo("Echo: 1");
            assertThat(waiting.readAnswer()).isEqualTo("Echo: 2");
            waiting.readUntil("done");
            running.readUntil("done");
            third.message(refused, "3");
            assertThat(third.readAnswer()).isEqualTo("Echo: 3");
        }
    }

    @Test
    void message_beyondTheBound_isToldInPlainWordsInTheBasicProtocol() throws Exception {
        try (TestServer server = server(1, 0);
                RawSocket running = RawSocket.open(server.port(), "");
                RawSocket other = RawSocket.open(server.port(), "")) {
            running.text("1");
            assertThat(pipeline.awaitBegun()).isEqualTo("1");

            other.text("2");
            assertThat(other.readText())
                    .startsWith("{\"error\":\"Too many messages are being answered");

            pipeline.release(2);
            assertThat(running.readText()).isEqualTo("{\"text\":\"Echo: 1\"}");
            other.text("3");
            assertThat(other.readText()).isEqualTo("{\"text\":\"Echo: 3\"}");
        }
    }

    @Test
    void secondMessage_ofAConversationThatIsAnswered_needsNoPlace() throws Exception {
        try (TestServer server = server(1, 0);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("1");
            client.message("2");
            pipeline.release(2);

            assertThat(client.readAnswer()).isEqualTo("Echo: 1");
            assertThat(client.readAnswer()).isEqualTo("Echo: 2");
        }
    }

    @Test
    void answersThatAreOwed_areGiven_evenBeyondTheBound() throws Exception {
        InMemoryThreadStore store = new InMemoryThreadStore();
        oweTwoAnswers(store);

        WidgetServer next =
                TestServer.start(
                        TestQuotas.waitingRuns(0),
                        1,
                        TestServer::echo,
                        store,
                        InstantSource.system());
        try {
            Await.until("both answers", () -> store.threadsOwingAnswers(9).isEmpty());
        } finally {
            next.stop();
        }
    }

    @Test
    void messageThatIsNotStored_leavesItsPlace() throws Exception {
        try (TestServer server = server(1, 0);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            pipeline.release(9);
            server.store().failing(true);
            client.message("1");
            assertThat(client.readUntil("error").path("code").asText()).isEqualTo("overloaded");
            server.store().failing(false);

            client.message("2");

            assertThat(client.readAnswer()).isEqualTo("Echo: 2");
        }
    }

    private void oweTwoAnswers(InMemoryThreadStore store) throws Exception {
        WidgetServer first =
                TestServer.start(
                        new HeldPipeline(),
                        TestLimits.drain(Duration.ZERO),
                        Duration.ofMinutes(1),
                        store);
        try (JimsClient one = JimsClient.greeted(first.port(), "");
                JimsClient other = JimsClient.greeted(first.port(), "")) {
            one.message("1");
            one.readUntil("ack");
            other.message("2");
            other.readUntil("ack");
        } finally {
            first.stop();
        }
        assertThat(store.threadsOwingAnswers(9)).hasSize(2);
    }

    private TestServer server(int runs, int waiting) {
        return TestServer.withQuotas(
                TestQuotas.waitingRuns(waiting), runs, pipeline, InstantSource.system());
    }
}
