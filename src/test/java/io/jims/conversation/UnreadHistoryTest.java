package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadContext;
import io.jims.core.ThreadEvent;
import io.jims.testing.InMemoryThreadStore;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs of threads whose events had to make room in memory for those of others.
@Timeout(60)
class UnreadHistoryTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower visitor = new RecordingFollower();

    @Test
    void runThatNeedsTheQuestionOnly_readsNothing() throws Exception {
        try (TestReplica replica =
                new TestReplica(
                        store,
                        context ->
                                context.sendMessage(question(context).toUpperCase(Locale.ROOT)))) {
            Conversation conversation = replica.begin();
            ask(replica, conversation, "one");
            conversation.close();

            ask(replica, conversation, "two");

            assertThat(store.historiesRead()).isZero();
            assertThat(store.events(conversation.id()))
                    .extracting(event -> event.text("content"))
                    .containsExactly(null, "one", "ONE", "two", "TWO");
        }
    }

    @Test
    void runThatAsksForTheThread_readsItOnce_asItWasWhenTheRunBegan() throws Exception {
        CountDownLatch rated = new CountDownLatch(1);
        List<List<String>> seen = new CopyOnWriteArrayList<>();
        try (TestReplica replica =
                new TestReplica(
                        store,
                        context -> {
                            if (question(context).equals("three")) {
                                context.reportStatus("waits");
                                rated.await();
                            }
                            seen.add(
                                    context.events().stream()
                                            .map(UnreadHistoryTest::text)
                                            .toList());
                            assertThat(context.events()).isNotEmpty();
                            context.sendMessage("answer");
                        })) {
            Conversation conversation = replica.begin();
            ask(replica, conversation, "one");
            ask(replica, conversation, "two");
            conversation.close();

            replica.say(conversation, "three", visitor);
            visitor.until("status waits");
            replica.say(conversation, "four", visitor);
            visitor.until("said four");
            rated.countDown();
            visitor.until("ended");

            visitor.until("ended");
            assertThat(store.historiesRead()).isEqualTo(1);
            assertThat(seen)
                    .containsExactly(
                            List.of("", "one"),
                            List.of("", "one", "answer", "two"),
                            List.of("", "one", "answer", "two", "answer", "three"),
                            List.of(
                                    "", "one", "answer", "two", "answer", "three", "answer",
                                    "four"));
        }
    }

    @Test
    void threadThatCannotBeRead_isAnsweredWhenItCanBe() throws Exception {
        try (TestReplica replica =
                new TestReplica(
                        store,
                        context -> context.sendMessage("event " + context.events().size()))) {
            Conversation conversation = replica.begin();
            ask(replica, conversation, "one");
            conversation.close();
            store.historiesFailing(true);

            replica.say(conversation, "two", visitor);
            visitor.until("said two");
            int before = store.historiesRead();
            store.awaitHistoriesRead(before + 1);
            store.historiesFailing(false);

            assertThat(visitor.until("ended")).contains("said event 4");
            assertThat(replica.count("failed")).isZero();
        }
    }

    private void ask(TestReplica replica, Conversation conversation, String text)
            throws InterruptedException {
        replica.say(conversation, text, visitor);
        visitor.until("ended");
    }

    private static String question(ThreadContext context) {
        return context.lastUserMessage().orElseThrow();
    }

    private static String text(ThreadEvent event) {
        return Objects.requireNonNullElse(event.text("content"), "");
    }
}
