package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import io.jims.core.Uuid7;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsRetryTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void failedRun_isTriedAgain_asTheSameMessage() throws Exception {
        try (TestServer server = TestServer.of(failing(2));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            client.readUntil("done");
            client.retry(id);
            assertThat(client.read().path("type").asText()).isEqualTo("ack");
            assertThat(client.read().path("id").asText()).isEqualTo(id);
            assertThat(client.readUntil("error").path("id").asText()).isEqualTo(id);
            client.readUntil("done");
            client.retry(id);

            assertThat(client.readAnswer()).isEqualTo("Echo: Hi");
            assertThat(client.readUntil("done").path("id").asText()).isEqualTo(id);
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
            assertThat(runs.get()).isEqualTo(3);
        }
    }

    @Test
    void failureThatWasTriedAgain_isToldToNobodyWhoComesBack() throws Exception {
        try (TestServer server = TestServer.of(failing(1));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            client.retry(id);
            client.readUntil("done");
            try (JimsClient back =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                back.message("next");

                assertThat(back.read().path("type").asText()).isEqualTo("ack");
            }
        }
    }

    @Test
    void otherSockets_areToldTheMessageAgain() throws Exception {
        try (TestServer server = TestServer.of(failing(1));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            String thread = client.readUntil("ack").path("thread_id").asText();
            client.readUntil("done");
            try (JimsClient other =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                other.readUntil("error");
                client.retry(id);

                assertThat(other.read().path("id").asText()).isEqualTo(id);
                assertThat(other.readAnswer()).isEqualTo("Echo: Hi");
            }
        }
    }

    @Test
    void stoppedRun_isTriedAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Pipeline pipeline =
                context -> {
                    if (runs.incrementAndGet() == 1) {
                        context.stream("half");
                        never.await();
                    }
                    TestServer.echo(context);
                };
        try (TestServer server = TestServer.of(pipeline);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            client.readUntil("delta");
            client.stop();
            client.readUntil("done");
            client.retry(id);

            assertThat(client.readAnswer()).isEqualTo("Echo: Hi");
        }
    }

    @Test
    void sentTwice_orBehindItsAnswer_runsOnce() throws Exception {
        try (TestServer server = TestServer.of(failing(1));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            client.readUntil("done");
            client.retry(id);
            client.retry(id);
            client.readUntil("done");
            client.retry(id);
            List<JsonNode> repeated = client.readAllUntil("done");

            assertThat(repeated).isNotEmpty();
            assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
            assertThat(runs.get()).isEqualTo(2);
        }
    }

    @Test
    void messageThatIsNotTheLastOne_orNone_isRefused() throws Exception {
        try (TestServer server = TestServer.of(failing(1));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String unknown = Uuid7.next().toString();
            client.retry(unknown);
            assertRefused(client.read(), unknown);
            String first = client.message("first");
            client.readUntil("done");
            client.message("second");
            client.readUntil("done");
            client.retry(first);
            assertRefused(client.read(), first);
            client.retry(unknown);
            assertRefused(client.read(), unknown);

            assertThat(server.contents()).containsExactly("first", "second", "Echo: second");
        }
    }

    private static void assertRefused(JsonNode error, String id) {
        assertThat(error.path("code").asText()).isEqualTo("bad_frame");
        assertThat(error.path("id").asText()).isEqualTo(id);
    }

    private Pipeline failing(int times) {
        return (ThreadContext context) -> {
            if (runs.incrementAndGet() <= times) {
                throw new IllegalStateException("out of ideas");
            }
            TestServer.echo(context);
        };
    }
}
