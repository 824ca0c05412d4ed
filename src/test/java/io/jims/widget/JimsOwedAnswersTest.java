package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JimsOwedAnswersTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final AtomicInteger runs = new AtomicInteger();
    private final Pipeline pipeline =
            context -> {
                runs.incrementAndGet();
                context.sendMessage(context.isRetry() ? "again" : "first");
            };

    @Test
    void visitorGone_theRunGoesOn_andItsAnswerIsThereOnReturn() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestServer server = TestServer.of(held)) {
            String id;
            String thread;
            try (JimsClient client = JimsClient.greeted(server.port(), "")) {
                id = client.message("Hi");
                thread = client.readUntil("ack").path("thread_id").asText();
                held.awaitBegun();
            }
            server.awaitNoSockets();
            held.release(1);
            Await.until("it is answered", () -> server.contents().size() == 2);
            Await.until("no conversation", () -> server.server().openConversations() == 0);

            try (JimsClient client = JimsClient.connect(server.port())) {
                client.hello("\"thread_id\":\"" + thread + "\",\"after\":\"" + id + "\"");
                JsonNode events = client.read().path("events");
                assertThat(events.findValuesAsText("text")).containsExactly("Echo: Hi");
            }
        }
    }

    @Test
    void owedByADeadProcess_isRunAtStart_onceAndAsARetry() throws Exception {
        owe("Hi");
        try (TestServer server = TestServer.on(store, pipeline)) {
            Await.until("it is answered", () -> server.contents().size() == 2);
            assertThat(server.contents()).containsExactly("Hi", "again");
            Await.until("no conversation", () -> server.server().openConversations() == 0);
        }
        try (TestServer server = TestServer.on(store, pipeline)) {
            assertThat(server.server().openConversations()).isZero();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void owedButNotTakenUpAtStart_isRunWhenItsVisitorIsBack_once() throws Exception {
        try (TestServer server = TestServer.on(store, pipeline)) {
            ThreadEvent owed = owe("Hi");
            String thread = store.threads().getFirst().id().value().toString();
            try (JimsClient one = JimsClient.connect(server.port());
                    JimsClient two = JimsClient.connect(server.port())) {
                one.hello("\"thread_id\":\"" + thread + "\"");
                two.hello("\"thread_id\":\"" + thread + "\"");
                one.message(owed.id().toString(), "Hi");

                Await.until("it is answered", () -> server.contents().size() == 2);
                assertThat(one.readUntil("done").path("id").asText())
                        .isEqualTo(owed.id().toString());
            }
            assertThat(server.contents()).containsExactly("Hi", "again");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void severalOwed_areAnsweredInTheirOrder() throws Exception {
        owe("one");
        ChatThread thread = store.threads().getFirst();
        ThreadEvent second = event("two");
        store.store(new ThreadChange(thread.id(), null, List.of(second), second.id(), null));
        try (TestServer server = TestServer.on(store, TestServer::echo)) {
            Await.until("both are answered", () -> server.contents().size() == 4);

            assertThat(server.contents()).containsExactly("one", "two", "Echo: one", "Echo: two");
            assertThat(store.unanswered(thread.id())).isEmpty();
        }
    }

    @Test
    void storeThatFailsWhenAnAnswerIsKept_isTriedUntilItWorks_theRunIsNotRepeated()
            throws Exception {
        HeldStream held = new HeldStream();
        try (TestServer server = TestServer.on(store, held);
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            String id = client.message("Hi");
            String streamed = client.readUntil("delta").path("id").asText();
            store.failing(true);
            held.release(1);
            store.awaitRefusals(1);
            store.failing(false);

            JsonNode answer = client.readUntil("message");
            assertThat(answer.path("text").asText()).isEqualTo("Hello");
            assertThat(answer.path("id").asText()).isEqualTo(streamed);
            assertThat(client.read().path("id").asText()).isEqualTo(id);
            assertThat(server.contents()).containsExactly("Hi", "Hello");
            assertThat(store.unanswered(store.threads().getFirst().id())).isEmpty();
            assertThat(held.runs()).isEqualTo(1);
        }
    }

    @Test
    void storeThatFailsWhenAFailureIsKept_isTriedUntilItWorks_theRunIsNotRepeated()
            throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (TestServer server =
                        TestServer.on(
                                store,
                                context -> {
                                    runs.incrementAndGet();
                                    go.await();
                                    throw new IllegalStateException("out of ideas");
                                });
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.message("Hi");
            client.readUntil("message");
            store.failing(true);
            go.countDown();
            store.awaitRefusals(1);
            store.failing(false);

            assertThat(client.readTypes(2)).containsExactly("error", "done");
            assertThat(runs).hasValue(1);
            assertThat(store.events(store.threads().getFirst().id()).getLast().type())
                    .isEqualTo(EventTypes.RUN_FAILED);
        }
        try (TestServer server = TestServer.on(store, pipeline)) {
            assertThat(server.server().openConversations()).isZero();
            assertThat(runs).hasValue(1);
        }
    }

    private ThreadEvent owe(String text) {
        ThreadEvent message = event(text);
        ChatThread thread = ChatThread.create("visitor", "widget:" + message.id());
        store.store(new ThreadChange(thread.id(), thread, List.of(message), message.id(), null));
        return message;
    }

    private static ThreadEvent event(String text) {
        UUID id = Uuid7.next();
        return new ThreadEvent(
                id,
                Instant.now(),
                EventTypes.USER_MESSAGE,
                Map.of("role", "user", "content", text));
    }
}
