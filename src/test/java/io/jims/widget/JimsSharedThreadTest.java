package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.HeldPipeline;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsSharedThreadTest {
    private static final int MESSAGES = 20;

    @Test
    void everySocketOfAThread_seesTheSameInTheSameOrder() throws Exception {
        AtomicInteger running = new AtomicInteger();
        try (TestServer server =
                        TestServer.of(context -> {
                            if (running.incrementAndGet() != 1) {
                                throw new IllegalStateException("two runs at once");
                            }
                            context.reportStatus("thinking");
                            context.stream("Echo: ");
                            context.stream(context.lastUserMessage().orElseThrow());
                            running.decrementAndGet();
                        });
                JimsClient one = JimsClient.greeted(server.port(), "");
                RawSocket basic = basic(server)) {
            String members =
                    "\"thread_id\":\"" + server.store().threads().getFirst().id().value() + "\"";
            one.hello(members);
            one.readUntil("welcome");
            try (JimsClient two = JimsClient.greeted(server.port(), members)) {
                List<String> seenByTwo = new ArrayList<>();
                Thread other = Thread.startVirtualThread(() -> seenByTwo.addAll(talk(two, "two")));
                Thread third = Thread.startVirtualThread(() -> chat(basic));
                List<String> seen = talk(one, "one");
                other.join();
                third.join();

                assertThat(seen(two, seenByTwo)).isEqualTo(seen(one, seen));
                List<String> messages =
                        seen.stream()
                                .filter(frame -> frame.startsWith("message "))
                                .map(frame -> frame.substring("message ".length()))
                                .toList();
                List<String> stored = server.contents();
                assertThat(messages).isEqualTo(stored.subList(2, stored.size()));
            }
        }
    }

    @Test
    void runOfABasicClient_isStreamedToTheOther_andDone() throws Exception {
        HeldPipeline pipeline = new HeldPipeline();
        pipeline.release(1);
        try (TestServer server = TestServer.of(pipeline);
                RawSocket basic = basic(server);
                JimsClient client =
                        JimsClient.greeted(
                                server.port(),
                                "\"thread_id\":\""
                                        + server.store().threads().getFirst().id().value()
                                        + "\"")) {
            basic.text("Hi");
            pipeline.awaitBegun();
            pipeline.awaitBegun();
            client.message("from the other");
            client.readUntil("ack");
            pipeline.release(2);

            assertThat(basic.readText()).isEqualTo("{\"text\":\"Echo: Hi\"}");
            assertThat(client.readAnswer()).isEqualTo("Echo: Hi");
            assertThat(client.read().path("type").asText()).isEqualTo("done");
            assertThat(client.readAnswer()).isEqualTo("Echo: from the other");
            client.readUntil("done");
        }
    }

    private static RawSocket basic(TestServer server) throws Exception {
        RawSocket basic = RawSocket.open(server.port(), "");
        basic.text("begin");
        basic.readText();
        return basic;
    }

    /// Sends its messages one after the other and returns what everyone was told meanwhile.
    private static List<String> talk(JimsClient client, String name) {
        List<String> seen = new ArrayList<>();
        try {
            for (int i = 0; i < MESSAGES; i++) {
                String id = client.message(name + i);
                String done = "done " + id;
                while (!seen.contains(done)) {
                    note(client.read(), seen);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    private static void note(JsonNode frame, List<String> seen) {
        String type = frame.path("type").asText();
        switch (type) {
            case "ack" -> {}
            case "done" -> seen.add("done " + frame.path("id").asText());
            default -> seen.add(type + " " + frame.path("text").asText());
        }
    }

    /// Reads on until so many runs are done in all.
    private static List<String> seen(JimsClient client, List<String> seen) throws IOException {
        while (seen.stream().filter(frame -> frame.startsWith("done ")).count() < 3 * MESSAGES) {
            note(client.read(), seen);
        }
        return seen;
    }

    private static void chat(RawSocket basic) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                basic.text("b" + i);
                basic.readText();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
