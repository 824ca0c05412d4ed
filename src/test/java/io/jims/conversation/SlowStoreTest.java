package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.CommandAnswers;
import io.jims.core.LlmUsage;
import io.jims.core.Uuid7;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.TestQuotas;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// While the store looks something up for one, nobody waits who does not need it.
@Timeout(60)
class SlowStoreTest {
    private static final DailyQuotas COUNTED = new DailyQuotas(1_000, 0, 9, 0, 0);

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower follower = new RecordingFollower();
    private final HeldStream held = new HeldStream();

    @AfterEach
    void letGo() {
        store.letGo();
        held.release(10);
    }

    @Test
    void piecesOfARun_doNotWait_whileAMessageIsAdmitted() throws Exception {
        HistoryCache history = new HistoryCache(TestReplica.HISTORY, 1 << 20);
        try (TestReplica replica = replica(TestQuotas.daily(COUNTED), history)) {
            Conversation conversation = streaming(replica);
            store.holdCounts();
            Thread second = say(replica, conversation, message("and"));
            store.awaitLookup();

            held.release(1);

            assertThat(follower.until("piece lo")).isNotEmpty();
            store.letGo();
            second.join();
        }
    }

    @Test
    void piecesOfARun_doNotWait_whileTheIdOfAMessageIsLookedUp() throws Exception {
        HistoryCache history = new HistoryCache(1, 1 << 20);
        try (TestReplica replica = replica(Quotas.NONE, history)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            held.release(2);
            for (int i = 0; i < 2; i++) { // then not all events are in memory
                replica.say(conversation, message("Before"), follower);
                follower.until("ended");
            }
            replica.say(conversation, message("Hello"), follower);
            follower.until("piece Hel");
            UserMessage message = message("and");
            store.holdLookup(message.id());
            Thread second = say(replica, conversation, message);
            store.awaitLookup();

            held.release(1);

            assertThat(follower.until("piece lo")).isNotEmpty();
            store.letGo();
            second.join();
            held.release(1);
        }
    }

    @Test
    void piecesAndStopOfARun_doNotWait_whileAMessageIsStored() throws Exception {
        HistoryCache history = new HistoryCache(TestReplica.HISTORY, 1 << 20);
        try (TestReplica replica = replica(Quotas.NONE, history)) {
            Conversation conversation = streaming(replica);
            store.holdWrites();
            Thread second = say(replica, conversation, message("and"));
            store.awaitLookup();

            held.release(1);

            assertThat(follower.until("piece lo")).isNotEmpty();
            conversation.stop();
            conversation.unfollow(follower);
            assertThat(second.isAlive()).isTrue();
            store.letGo();
            second.join();
            held.release(1);
        }
    }

    @Test
    void appThatTellsWhatItCost_doesNotWait_untilThatIsStored() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Semaphore stored = new Semaphore(0);
        DailyQuotas quotas = new DailyQuotas(0, 1_000, 0, 0, 0);
        try (TestReplica replica =
                new TestReplica(
                        store,
                        context -> {
                            store.holdCounts();
                            context.reportLlmCall(new LlmUsage("model", 50, 10));
                            store.awaitLookup(); // it is being stored, and that does not end
                            context.reportLlmCall(new LlmUsage("model", 50, 10));
                            told.countDown();
                            stored.acquire();
                        },
                        CommandAnswers.NONE,
                        TestQuotas.daily(quotas),
                        new HistoryCache(TestReplica.HISTORY, 1 << 20))) {
            replica.say(replica.begin(), "Hello", follower);

            told.await();

            store.letGo();
            stored.release();
        }
    }

    private TestReplica replica(Quotas quotas, HistoryCache history) {
        return new TestReplica(store, held, CommandAnswers.NONE, quotas, history);
    }

    /// A conversation whose run has streamed the first piece of its answer.
    private Conversation streaming(TestReplica replica) throws InterruptedException {
        Conversation conversation = replica.begin();
        conversation.follow(follower);
        replica.say(conversation, message("Hello"), follower);
        held.awaitStreamed();
        return conversation;
    }

    private Thread say(TestReplica replica, Conversation conversation, UserMessage message) {
        return Thread.ofVirtual().start(() -> replica.say(conversation, message, follower));
    }

    private static UserMessage message(String text) {
        return new UserMessage(Uuid7.next(), text, null, true, null);
    }
}
