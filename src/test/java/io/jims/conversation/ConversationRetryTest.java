package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Pipeline;
import io.jims.core.ThreadEvent;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a message whose visitor wants its answer once more.
@Timeout(60)
class ConversationRetryTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower follower = new RecordingFollower();
    private final AtomicInteger runs = new AtomicInteger();

    /// Fails the first time, and then says whether it knows that it is not the first.
    private final Pipeline failingOnce =
            context -> {
                if (runs.incrementAndGet() == 1) {
                    throw new ChatException(ErrorCode.PIPELINE, "no luck");
                }
                context.sendMessage(context.isRetry() ? "again" : "new");
            };

    @Test
    void messageWhoseRunFailed_isOwedAnAnswerAgain_andGetsIt() throws Exception {
        try (TestReplica replica = new TestReplica(store, failingOnce)) {
            Conversation conversation = begin(replica);
            UserMessage message = replica.say(conversation, "Hello", follower);
            follower.until("ended");

            replica.retry(conversation, message.id(), follower);

            assertThat(follower.until("ended"))
                    .containsExactly(
                            "accepted", "said Hello", "piece again", "said again", "ended");
            assertThat(store.events(conversation.id()))
                    .extracting(ThreadEvent::type)
                    .containsExactly(
                            EventTypes.THREAD_CREATED,
                            EventTypes.USER_MESSAGE,
                            EventTypes.RUN_FAILED,
                            EventTypes.RUN_RETRIED,
                            EventTypes.ASSISTANT_MESSAGE);
            assertThat(store.unanswered(conversation.id())).isEmpty();
        }
    }

    @Test
    void messageWhoseRunWasStopped_runsAgain() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = begin(replica);
            UserMessage message = replica.say(conversation, "Hello", follower);
            held.awaitStreamed();
            conversation.stop();
            follower.until("stopped");

            held.release(1);
            replica.retry(conversation, message.id(), follower);

            assertThat(follower.until("ended")).contains("said Hello");
            assertThat(held.runs()).isEqualTo(2);
        }
    }

    @Test
    void messageThatHasItsAnswer_isToldItAgain_andDoesNotRun() throws Exception {
        runs.set(1);
        try (TestReplica replica = new TestReplica(store, failingOnce)) {
            Conversation conversation = begin(replica);
            UserMessage message = replica.say(conversation, "Hello", follower);
            follower.until("ended");

            replica.retry(conversation, message.id(), follower);

            assertThat(follower.soFar()).containsExactly("accepted", "answered");
            assertThat(store.events(conversation.id())).hasSize(3);
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void messageThatIsStillOwedItsAnswer_isAcceptedAndRunsOnce() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = begin(replica);
            UserMessage message = replica.say(conversation, "Hello", follower);
            held.awaitBegun();
            follower.soFar();

            replica.retry(conversation, message.id(), follower);

            assertThat(follower.soFar()).containsExactly("accepted");
            held.release(2);
            assertThat(follower.until("ended")).containsOnlyOnce("said Echo: Hello");
            assertThat(store.events(conversation.id())).hasSize(3);
        }
    }

    @Test
    void earlierMessage_isRefused() throws Exception {
        try (TestReplica replica = new TestReplica(store, failingOnce)) {
            Conversation conversation = begin(replica);
            UserMessage first = replica.say(conversation, "one", follower);
            follower.until("ended");
            replica.say(conversation, "two", follower);
            follower.until("ended");

            assertThatThrownBy(() -> replica.retry(conversation, first.id(), follower))
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME))
                    .hasMessageContaining("the visitor's last message");
            assertThat(follower.soFar()).isEmpty();
        }
    }

    private Conversation begin(TestReplica replica) {
        Conversation conversation = replica.begin();
        conversation.follow(follower);
        return conversation;
    }
}
