package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import io.jims.testing.HeldPipeline;
import io.jims.testing.JimsClient;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsErrorsTest {
    @Test
    void framesThatAreNone_areBadFrames_theSocketStaysUsable() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            for (String frame :
                    List.of(
                            "",
                            "Hi",
                            "[]",
                            "null",
                            "{}",
                            "{\"type\":1}",
                            "{\"type\":\"welcome\"}",
                            "{\"type\":\"stop\"} {}",
                            "{\"type\":\"stop\",\"n\":INF}",
                            "{\"type\":\"stop\",\"n\":[-INF]}",
                            "{\"type\":\"stop\",\"n\":+Infinity}",
                            "{\"type\":\"hello\",\"thread_id\":7}",
                            "{\"type\":\"message\",\"text\":\"no id\"}",
                            "{\"type\":\"message\",\"id\":\"1\",\"text\":\"no uuid\"}")) {
                client.socket().text(frame);
                assertError(client.read(), "bad_frame", false);
            }
            client.message("Hi");
            assertThat(client.readAnswer()).isEqualTo("Echo: Hi");
        }
    }

    @Test
    void numbersThatPythonWrites_areTaken() throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.socket()
                    .text(
                            """
                            {"type":"message","id":"0197a3c0-0000-7000-8000-000000000001",
                             "text":"Hi","n":[NaN,Infinity,-Infinity]}
                            """);

            assertThat(client.readAnswer()).isEqualTo("Echo: Hi");
        }
    }

    @Test
    void blankMessage_isEmpty_longOnesAreTooLong_labelsToo() throws Exception {
        try (TestServer server = TestServer.echo(TestLimits.messageCharacters(3));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message(" \n");
            assertThat(assertError(client.read(), "empty", false)).isEqualTo(id);
            id = client.message("four");
            assertThat(assertError(client.read(), "too_long", false)).isEqualTo(id);
            client.send(
                    "{\"type\":\"message\",\"id\":\""
                            + id
                            + "\",\"text\":\"b\",\"label\":\"four\"}");
            assertThat(assertError(client.read(), "too_long", false)).isEqualTo(id);

            assertThat(server.store().threads()).isEmpty();
            client.message(" ok ");
            assertThat(client.readAnswer()).isEqualTo("Echo: ok");
        }
    }

    /// What an exception says is for the log, unless the app throws it to say something.
    @Test
    void failureThatTheAppSays_isTold_alsoToWhoComesBack() throws Exception {
        Pipeline closed =
                context -> {
                    throw new ChatException(ErrorCode.PIPELINE, "We are closed.");
                };
        try (TestServer server = TestServer.of(closed);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            String thread = client.readUntil("ack").path("thread_id").asText();
            assertSaid(client.readUntil("error"), id);
            client.readUntil("done");

            try (JimsClient back =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                assertSaid(back.read(), id);
            }
        }
    }

    private static void assertSaid(JsonNode error, String id) {
        assertThat(assertError(error, "pipeline", false)).isEqualTo(id);
        assertThat(error.path("text").asText()).isEqualTo("We are closed.");
        assertThat(error.path("said").asBoolean()).isTrue();
    }

    @Test
    void failedRun_isAnErrorOfItsMessage_thenDone_andTheNextOneWorks() throws Exception {
        Pipeline failing =
                context -> {
                    context.stream("half");
                    if (context.lastUserMessage().orElseThrow().equals("fail")) {
                        throw new IllegalStateException("out of ideas");
                    }
                };
        try (TestServer server = TestServer.of(failing);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("fail");
            JsonNode error = client.readUntil("error");
            assertThat(assertError(error, "pipeline", false)).isEqualTo(id);
            assertUnexplained(error);
            assertThat(client.read().path("id").asText()).isEqualTo(id);
            assertThat(server.contents()).containsExactly("fail");

            client.message("work");
            assertThat(client.readAnswer()).isEqualTo("half");
        }
    }

    @Test
    void failedRun_isToldAgain_toWhoComesBackAndToWhoSendsTheMessageAgain() throws Exception {
        try (TestServer server =
                        TestServer.of(context -> {
                            throw new IllegalStateException("out of ideas");
                        });
                JimsClient first = JimsClient.greeted(server.port(), "")) {
            String id = first.message("fail");
            String thread = first.readUntil("ack").path("thread_id").asText();
            first.readUntil("done");
            first.message(id, "fail");
            assertThat(first.readUntil("ack").path("id").asText()).isEqualTo(id);
            assertThat(assertError(first.read(), "pipeline", false)).isEqualTo(id);
            assertThat(first.read().path("type").asText()).isEqualTo("done");

            try (JimsClient back =
                    JimsClient.greeted(server.port(), "\"thread_id\":\"" + thread + "\"")) {
                JsonNode error = back.read();
                assertThat(assertError(error, "pipeline", false)).isEqualTo(id);
                assertUnexplained(error);
            }
        }
    }

    @Test
    void runThatTakesTooLong_isATimeoutOfItsMessage_thenDone() throws Exception {
        Pipeline endless = context -> new CountDownLatch(1).await();
        try (TestServer server = TestServer.of(endless, Limits.DEFAULT, Duration.ofMillis(50));
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");

            assertThat(assertError(client.readUntil("error"), "timeout", false)).isEqualTo(id);
            assertThat(client.read().path("id").asText()).isEqualTo(id);
        }
    }

    @Test
    void ninthWaitingMessage_isBusy_theOthersAreAnsweredInOrder() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        try (TestServer server = TestServer.of(pipeline);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("0");
            assertThat(pipeline.awaitBegun()).isEqualTo("0");
            for (int i = 1; i <= 8; i++) {
                client.message(String.valueOf(i));
            }
            String ninth = client.message("9");
            assertThat(assertError(client.readUntil("error"), "busy", true)).isEqualTo(ninth);
            pipeline.release(10);
            List<String> answers = new ArrayList<>();
            while (answers.size() < 9) {
                answers.add(client.readAnswer());
                client.readUntil("done");
            }
            for (int i = 0; i < 9; i++) {
                assertThat(answers.get(i)).isEqualTo("Echo: " + i);
            }

            client.message(ninth, "9");
            assertThat(client.readAnswer()).isEqualTo("Echo: 9");
        }
    }

    @Test
    void eachRun_seesItsOwnMessageLast_andNoneThatWaits() throws Exception {
        HeldPipeline held = new HeldPipeline();
        List<String> seen = new ArrayList<>();
        try (TestServer server =
                        TestServer.of(context -> {
                            held.run(context);
                            seen.add(history(context));
                        });
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("a");
            held.awaitBegun();
            client.message("b");
            client.message("c");
            client.readUntil("ack");
            client.readUntil("ack");
            client.readUntil("ack");
            held.release(3);
            client.readUntil("done");
            client.readUntil("done");
            client.readUntil("done");

            assertThat(seen).containsExactly("a", "a Echo: a b", "a b Echo: a Echo: b c");
        }
    }

    private static String history(ThreadContext context) {
        return String.join(
                " ", context.history().stream().map(message -> message.content()).toList());
    }

    private static void assertUnexplained(JsonNode error) {
        assertThat(error.path("text").asText()).isEqualTo("Something went wrong with the answer.");
        assertThat(error.has("said")).isFalse();
    }

    private static String assertError(JsonNode frame, String code, boolean retry) {
        assertThat(frame.path("code").asText()).isEqualTo(code);
        assertThat(frame.path("retry").asBoolean()).isEqualTo(retry);
        return frame.path("id").asText();
    }
}
