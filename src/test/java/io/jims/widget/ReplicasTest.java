package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One thread on two servers: visitors cannot tell, and nobody is answered twice.
@Timeout(60)
class ReplicasTest {
    private static final int MESSAGES = 12;

    @Test
    void runOnOneServer_isToldToVisitorsOfTheOther() throws Exception {
        try (ReplicaPair pair =
                new ReplicaPair(context -> {
                    context.reportStatus("thinking");
                    context.stream("Echo: ");
                    context.stream(context.lastUserMessage().orElseThrow());
                })) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                String id = one.message("Hello");

                List<JsonNode> told = two.readAllUntil("done");

                assertThat(texts(told, "message")).containsExactly("Hello", "Echo: Hello");
                assertThat(told.getLast().path("id").asText()).isEqualTo(id);
                assertThat(told.getLast().path("stopped").asBoolean()).isFalse();
            }
        }
    }

    /// It is told once, perhaps before the other server wants to hear of the run.
    @Test
    void statusOfARun_isToldToVisitorsOfTheOther_andToThoseWhoComeLater() throws Exception {
        Semaphore heard = new Semaphore(1);
        Pipeline pipeline =
                context -> {
                    context.reportStatus("thinking");
                    heard.acquire();
                };
        try (ReplicaPair pair = new ReplicaPair(pipeline)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                one.message("Hello");

                assertThat(two.readUntil("status").path("text").asText()).isEqualTo("thinking");
                for (int port : List.of(pair.first(), pair.second())) {
                    try (JimsClient late = JimsClient.greeted(port, thread)) {
                        JsonNode status = late.readUntil("status");
                        assertThat(status.path("text").asText()).isEqualTo("thinking");
                    }
                }
                heard.release();

                two.readUntil("done");
            }
        }
    }

    @Test
    void answerOfAnyLength_isStreamedAndToldWhole() throws Exception {
        String piece = "Ж😀\u0007\"\\".repeat(4_000);
        Semaphore mayEnd = new Semaphore(1);
        Pipeline pipeline =
                context -> {
                    context.stream(piece);
                    context.stream(piece);
                    mayEnd.acquire();
                };
        try (ReplicaPair pair = new ReplicaPair(pipeline)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                one.message("Hello");

                StringBuilder streamed = new StringBuilder();
                while (streamed.length() < 2 * piece.length()) {
                    streamed.append(two.readUntil("delta").path("text").asText());
                }
                mayEnd.release();

                boolean streamedWhole = streamed.toString().equals(piece + piece);
                assertThat(streamedWhole).isTrue();
                assertThat(two.readAnswer().equals(piece + piece)).isTrue();
            }
        }
    }

    @Test
    void visitorOfOneServer_isWelcomedWithTheRunOfTheOther_andStopsIt() throws Exception {
        HeldStream held = new HeldStream();
        try (ReplicaPair pair = new ReplicaPair(held, TestServer::echo);
                JimsClient one = JimsClient.greeted(pair.first(), "")) {
            String id = one.message("Hi");
            String thread = one.readUntil("ack").path("thread_id").asText();
            held.awaitStreamed();
            try (JimsClient two = JimsClient.connect(pair.second())) {
                two.hello("\"thread_id\":\"" + thread + "\"");

                JsonNode active = two.readUntil("welcome").path("active");
                assertThat(active.path("id").asText()).isEqualTo(id);
                String soFar = active.path("text").asText();
                assertThat(soFar.isEmpty() ? two.readUntil("delta").path("text").asText() : soFar)
                        .isEqualTo("Hel");

                two.stop();

                assertThat(two.readAnswer()).isEqualTo("Hel");
                JsonNode done = two.readUntil("done");
                assertThat(done.path("id").asText()).isEqualTo(id);
                assertThat(done.path("stopped").asBoolean()).isTrue();
                assertThat(one.readUntil("done").path("stopped").asBoolean()).isTrue();
            }
            assertThat(pair.said()).containsExactly("Hi", "Hel");
            assertThat(held.runs()).isEqualTo(1);
        }
    }

    @Test
    void failedRun_isToldToVisitorsOfTheOtherServer() throws Exception {
        Pipeline failing =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("fail")) {
                        throw new IllegalStateException("no luck");
                    }
                    TestServer.echo(context);
                };
        try (ReplicaPair pair = new ReplicaPair(failing)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                String id = one.message("fail");

                JsonNode error = two.readUntil("error");

                assertThat(error.path("id").asText()).isEqualTo(id);
                assertThat(error.path("text").asText())
                        .isEqualTo("Something went wrong with the answer.");
                assertThat(two.readUntil("done").path("id").asText()).isEqualTo(id);
            }
        }
    }

    @Test
    void failedRun_triedAgainOnTheOtherServer_isTheSameMessageOnBoth() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Pipeline failing =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("fail")
                            && failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("no luck");
                    }
                    TestServer.echo(context);
                };
        try (ReplicaPair pair = new ReplicaPair(failing)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                String id = one.message("fail");
                one.readUntil("done");
                two.readUntil("done");
                two.retry(id);

                assertThat(two.readUntil("ack").path("id").asText()).isEqualTo(id);
                assertThat(two.readAnswer()).isEqualTo("Echo: fail");
                assertThat(one.readUntil("message").path("id").asText()).isEqualTo(id);
                assertThat(one.readAnswer()).isEqualTo("Echo: fail");
            }
        }
    }

    @Test
    void visitorsOfBothServers_seeTheSameInTheOrderOfTheStore_oneRunAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Pipeline pipeline =
                context -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    context.reportStatus("thinking");
                    TestServer.echo(context);
                    running.decrementAndGet();
                };
        try (ReplicaPair pair = new ReplicaPair(pipeline)) {
            String thread = pair.beginThread();
            String query = "?" + thread.replace("\"", "").replace(':', '=');
            List<String> seenByOne = new ArrayList<>();
            List<String> seenByTwo = new ArrayList<>();
            List<Thread> visitors =
                    List.of(
                            Thread.startVirtualThread(
                                    () -> seenByOne.addAll(talk(pair.first(), thread, "one"))),
                            Thread.startVirtualThread(
                                    () -> seenByTwo.addAll(talk(pair.second(), thread, "two"))),
                            Thread.startVirtualThread(() -> chat(pair.second(), query)));
            for (Thread visitor : visitors) {
                visitor.join();
            }

            List<String> said = pair.said();
            List<String> answered =
                    said.stream().filter(text -> text.startsWith("Echo: ")).toList();
            assertThat(answered).hasSize(3 * MESSAGES + 1).doesNotHaveDuplicates();
            assertThat(most).hasValue(1);
            assertThat(seenByOne).isEqualTo(said);
            assertThat(seenByTwo).isEqualTo(said);
        }
    }

    @Test
    void firstMessage_sentToBothServersAtOnce_beginsOneThreadAndIsAnsweredOnce() throws Exception {
        try (ReplicaPair pair = new ReplicaPair(TestServer::echo)) {
            for (int i = 0; i < MESSAGES; i++) {
                String id = Uuid7.next().toString();
                try (JimsClient one = JimsClient.greeted(pair.first(), "\"contact_id\":\"ann\"");
                        JimsClient two =
                                JimsClient.greeted(pair.second(), "\"contact_id\":\"ann\"")) {
                    one.message(id, "Hi " + i);
                    two.message(id, "Hi " + i);

                    assertThat(two.readUntil("ack").path("thread_id"))
                            .isEqualTo(one.readUntil("ack").path("thread_id"));
                    one.readUntil("done");
                    two.readUntil("done");
                }
            }

            assertThat(pair.threads()).isEqualTo(MESSAGES);
            assertThat(pair.said()).hasSize(2 * MESSAGES).doesNotHaveDuplicates();
        }
    }

    @Test
    void laterMessage_sentToBothServersAtOnce_isAnsweredOnce() throws Exception {
        try (ReplicaPair pair = new ReplicaPair(TestServer::echo)) {
            String thread = pair.beginThread();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                for (int i = 0; i < MESSAGES; i++) {
                    String id = UUID.randomUUID().toString();
                    one.message(id, "Again " + i);
                    two.message(id, "Again " + i);
                    awaitDone(one, id);
                    awaitDone(two, id);
                }
            }

            assertThat(pair.said()).hasSize(2 * MESSAGES + 2).doesNotHaveDuplicates();
        }
    }

    @Test
    void sessionsCutInTheMiddle_runIsKeptAndNothingIsMissed() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (ReplicaPair pair = new ReplicaPair(held)) {
            held.release(1);
            String thread = pair.beginThread();
            held.awaitBegun();
            try (JimsClient one = JimsClient.greeted(pair.first(), thread);
                    JimsClient two = JimsClient.greeted(pair.second(), thread)) {
                one.message("Hello");
                held.awaitBegun();
                pair.database()
                        .query(
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE pid <> pg_backend_pid() AND datname = current_database()
                                """);
                held.release(1);

                assertThat(one.readAnswer()).isEqualTo("Echo: Hello");
                assertThat(two.readAnswer()).isEqualTo("Echo: Hello");
                two.message("Once more");
                held.awaitBegun();
                held.release(1);
                assertThat(one.readAnswer()).isEqualTo("Echo: Once more");
                assertThat(two.readAnswer()).isEqualTo("Echo: Once more");
            }
            assertThat(pair.said()).hasSize(6).doesNotHaveDuplicates();
        }
    }

    @Test
    void messageAnsweredElsewhereDuringItsRun_isNotAnsweredAgain() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (ReplicaPair pair = new ReplicaPair(held);
                JimsClient one = JimsClient.greeted(pair.first(), "")) {
            UUID message = UUID.fromString(one.message("Hi"));
            String ack = one.readUntil("ack").path("thread_id").asText();
            ThreadId thread = ThreadId.parse(ack).orElseThrow();
            held.awaitBegun();
            ThreadStore other = pair.secondStore();
            ThreadEvent answer =
                    new ThreadEvent(
                            Uuid7.next(),
                            Instant.now(),
                            "comm.assistant_message",
                            Map.of("role", "assistant", "content", "from elsewhere"));

            // As a server does that got the claim while the first one's session was cut.
            other.store(
                    new ThreadChange(
                            thread, null, List.of(answer), null, message, other.version(thread)));
            held.release(1);

            assertThat(one.readAnswer()).isEqualTo("from elsewhere");
            assertThat(one.readUntil("done").path("id").asText()).isEqualTo(message.toString());
            one.message("And now?");
            held.awaitBegun();
            held.release(1);
            assertThat(one.readAnswer()).isEqualTo("Echo: And now?");
            assertThat(pair.said())
                    .containsExactly("Hi", "from elsewhere", "And now?", "Echo: And now?");
        }
    }

    private static void awaitDone(JimsClient client, String id) throws IOException {
        while (!client.readUntil("done").path("id").asText().equals(id)) {}
    }

    /// Sends messages, each when the one before is answered, and reads until everybody is.
    private static List<String> talk(int port, String thread, String name) {
        try (JimsClient client = JimsClient.connect(port)) {
            client.hello(thread);
            List<String> seen = new ArrayList<>();
            client.readUntil("welcome")
                    .path("events")
                    .forEach(e -> seen.add(e.path("text").asText()));
            String next = "";
            for (int sent = 0, answers = 0; seen.size() < 2 * (3 * MESSAGES + 1); ) {
                if (sent == answers && sent < MESSAGES) {
                    next = name + " " + sent++;
                    client.message(next);
                }
                String text = client.readUntil("message").path("text").asText();
                seen.add(text);
                answers += text.equals("Echo: " + next) ? 1 : 0;
            }
            return seen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void chat(int port, String query) {
        try (RawSocket socket = RawSocket.open(port, query)) {
            for (int i = 0; i < MESSAGES; i++) {
                socket.text("three " + i);
                assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: three " + i + "\"}");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(List<JsonNode> frames, String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .map(frame -> frame.path("text").asText())
                .toList();
    }
}
