package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Pipeline;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsStopTest {
    @Test
    void nothingRuns_changesNothing() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.stop();
            client.message("one");
            assertThat(client.readAllUntil("done")).hasSize(5);
            client.stop();

            assertUsable(client);
            assertThat(server.contents()).hasSize(4);
        }
    }

    @Test
    void whileWaitingForASlot_theMessageIsNeverRun() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.withRuns(1, pipeline);
                JimsClient first = JimsClient.greeted(server.port(), "");
                JimsClient second = JimsClient.greeted(server.port(), "")) {
            first.message("holds the slot");
            pipeline.awaitBegun();
            String id = second.message("waits");
            second.readUntil("message");
            second.stop();

            assertStopped(second.read(), id);
            pipeline.release(2);
            assertThat(first.readAnswer()).isEqualTo("Echo: holds the slot");
            assertUsable(second);
        }
    }

    @Test
    void rightBehindItsMessage_stopsItsRun() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TestServer server = TestServer.of(context -> never.await());
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            for (int i = 0; i < 200; i++) {
                String id = client.message("Hi");
                client.stop();
                assertStopped(client.readUntil("done"), id);
            }
        }
    }

    @Test
    void beforeTheFirstPiece_leavesNoAnswer() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            pipeline.awaitBegun();
            client.stop();

            List<JsonNode> frames = client.readAllUntil("done");
            assertThat(frames).hasSize(3);
            assertStopped(frames.getLast(), id);
            assertThat(server.contents()).containsExactly("Hi");
            pipeline.release(1);
            assertUsable(client);
        }
    }

    @Test
    void inTheMiddle_keepsWhatWasStreamed() throws Exception {
        HeldStream pipeline = new HeldStream();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            client.readUntil("delta");
            client.stop();

            assertThat(client.readAnswer()).isEqualTo("Hel");
            assertStopped(client.read(), id);
            assertThat(
                            server.store()
                                    .events(server.store().threads().getFirst().id())
                                    .getLast()
                                    .data())
                    .isEqualTo(Map.of("role", "assistant", "content", "Hel", "stopped", true));
            pipeline.release(1);
            client.message("again");
            assertThat(client.readAnswer()).isEqualTo("Hello");
        }
    }

    @Test
    void pipelineThatIgnoresInterrupts_isStoppedAllTheSame() throws Exception {
        Semaphore end = new Semaphore(0);
        Pipeline stubborn =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("Hi")) {
                        context.stream("Hel");
                        end.acquireUninterruptibly();
                    }
                    context.sendMessage("Echo: again");
                };
        try (TestServer server = TestServer.of(stubborn);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            client.readUntil("delta");
            client.stop();
            assertThat(client.readAnswer()).isEqualTo("Hel");
            assertStopped(client.read(), id);

            assertUsable(client);
            end.release();
            assertThat(server.contents()).containsExactly("Hi", "Hel", "again", "Echo: again");
        } finally {
            end.release();
        }
    }

    @Test
    void anotherTabsStop_countsToo() throws Exception {
        HeldStream pipeline = new HeldStream();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient first = JimsClient.greeted(server.port(), "")) {
            String id = first.message("Hi");
            String thread = first.readUntil("ack").path("thread_id").asText();
            first.readUntil("delta");
            try (JimsClient second =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                second.stop();

                assertStopped(first.readUntil("done"), id);
                assertStopped(second.readUntil("done"), id);
            }
        }
    }

    private static void assertStopped(JsonNode done, String id) {
        assertThat(done.path("type").asText()).isEqualTo("done");
        assertThat(done.path("id").asText()).isEqualTo(id);
        assertThat(done.path("stopped").asBoolean()).isTrue();
    }

    private static void assertUsable(JimsClient client) throws Exception {
        client.message("again");
        assertThat(client.readAnswer()).isEqualTo("Echo: again");
        assertThat(client.read().has("stopped")).isFalse();
    }
}
