package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.InMemoryThreadStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a conversation promises on a server that has its store to itself.
@Timeout(60)
class ConversationTest {
    private static final Pipeline ECHO =
            context -> context.sendMessage("Echo: " + context.lastUserMessage().orElseThrow());

    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final RecordingFollower follower = new RecordingFollower();

    @Test
    void message_isAccepted_thenAnswered_andFollowersAreToldInOrder() throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "Hello", follower);

            assertThat(follower.until("ended"))
                    .containsExactly(
                            "accepted",
                            "said Hello",
                            "piece Echo: Hello",
                            "said Echo: Hello",
                            "ended");
        }
    }

    @Test
    void messageThatIsSentAgain_isNotRunAgain_andItsAnswerIsToldAgain() throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            UserMessage message = replica.say(conversation, "Hello", follower);
            follower.until("ended");

            replica.say(conversation, message, follower);

            assertThat(follower.soFar()).containsExactly("accepted", "answered");
            assertThat(store.events(conversation.id())).hasSize(3);
        }
    }

    @Test
    void failedRun_isSettled_told_andNotTriedAgain() throws Exception {
        Pipeline failing =
                context -> {
                    throw new ChatException(ErrorCode.PIPELINE, "no luck");
                };
        try (TestReplica replica = new TestReplica(store, failing)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "Hello", follower);

            assertThat(follower.until("ended"))
                    .containsExactly("accepted", "said Hello", "failed PIPELINE no luck", "ended");
            assertThat(store.unanswered(conversation.id())).isEmpty();
            assertThat(store.events(conversation.id()))
                    .extracting(ThreadEvent::type)
                    .endsWith("jims.lifecycle.run_failed");
        }
    }

    @Test
    void answerThatCannotBeStored_isStoredLater_withoutAnotherRun() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Hello", follower);
            held.awaitBegun();
            store.failing(true);
            held.release(1);
            store.awaitRefusals(1);

            store.failing(false);

            assertThat(follower.until("ended")).contains("said Echo: Hello");
            assertThat(store.events(conversation.id())).hasSize(3);
        }
    }

    @Test
    void stop_ofTheRunUnderWay_keepsWhatWasStreamed() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "Hello", follower);
            held.awaitStreamed();

            conversation.stop();

            assertThat(follower.until("stopped")).contains("said Hel");
        }
    }

    @Test
    void stop_beforeTheRunHasBegun_endsItAsSoonAsItDoes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TestReplica replica = new TestReplica(store, context -> never.await())) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            UserMessage message = UserMessage.of("Hello");
            conversation.accept(
                    new UserMessage(message.id(), "Hello", null, true, null),
                    follower,
                    TestReplica.CLIENT);

            conversation.stop();
            assertThat(conversation.beginAnswering()).isTrue();
            assertThat(replica.answerer().answerNext(conversation))
                    .isEqualTo(Answerer.Attempt.ANSWERED);

            assertThat(follower.until("stopped"))
                    .containsExactly("accepted", "said Hello", "stopped");
            conversation.endAnswering();
        }
    }

    @Test
    void messagesOfTheBasicProtocol_areAnsweredOneAtATime_andTheNextOneSeesTheAnswer()
            throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();

            for (String text : new String[] {"one", "two"}) {
                assertThat(
                                replica.answerer()
                                        .answer(
                                                conversation,
                                                UserMessage.of(text),
                                                TestReplica.CLIENT,
                                                Span.NONE))
                        .extracting(event -> event.text("content"))
                        .containsExactly("Echo: " + text);
            }
            assertThat(store.events(conversation.id())).hasSize(5);
        }
    }

    @Test
    void tooManyWaitingMessages_areRefused_andNothingIsStored() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            replica.say(conversation, "0", follower);
            held.awaitBegun();
            for (int i = 1; i <= 8; i++) {
                replica.say(conversation, "" + i, follower);
            }

            assertThatThrownBy(() -> replica.say(conversation, "9", follower))
                    .isInstanceOf(ChatException.class)
                    .hasMessageContaining("At most 8 messages may wait");

            assertThat(store.events(conversation.id())).hasSize(10);
            held.release(9);
        }
    }

    @Test
    void followerWhoComesDuringARun_isWelcomedWithIt() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica replica = new TestReplica(store, held)) {
            Conversation conversation = replica.begin();
            UserMessage message = replica.say(conversation, "Hello", follower);
            held.awaitStreamed();

            RecordingFollower late = new RecordingFollower();
            conversation.follow(late);

            assertThat(late.active().message()).isEqualTo(message.id());
            assertThat(late.active().text()).isEqualTo("Hel");
            held.release(1);
            assertThat(late.until("ended")).containsExactly("piece lo", "said Hello", "ended");
        }
    }

    @Test
    void firstMessage_doesNotWaitForTheLookupOfAnotherOne() throws Exception {
        UUID slow = new UUID(0, 1);
        store.holdLookup("widget:" + slow);
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Thread waiting = Thread.startVirtualThread(() -> replica.joinOrCreate(slow, "ann"));
            store.awaitLookup();

            assertThat(replica.joinOrCreate(new UUID(0, 2), "bob").contactId()).contains("bob");

            assertThat(waiting.isAlive()).isTrue();
            store.letGo();
            waiting.join();
        }
    }

    @Test
    void messagesThatAnEarlierProcessOwed_areAnsweredAtTheStart_andCounted() throws Exception {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadEvent question = Events.user("Hello");
        store.store(new ThreadChange(thread.id(), thread, List.of(question), question.id(), null));
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            replica.recover();

            Await.until("the answer", () -> replica.count("answered") == 1);
            assertThat(store.unanswered(thread.id())).isEmpty();
            assertThat(store.events(thread.id()).getLast().content()).isEqualTo("Echo: Hello");
        }
    }

    @Test
    void failedRun_isCounted_asWhatItFailedWith() throws Exception {
        Pipeline late =
                context -> {
                    throw new ChatException(ErrorCode.TIMEOUT, "too late");
                };
        try (TestReplica replica = new TestReplica(store, late)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);

            replica.say(conversation, "Hello", follower);

            follower.until("ended");
            Await.until("the count", () -> replica.count("failed") == 1);
            assertThat(replica.count("answered")).isZero();
        }
    }

    @Test
    void threadThatCannotBeReadForAWhile_isAnsweredAfterwards() throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.accept(
                    new UserMessage(Uuid7.next(), "Hello", null, true, null),
                    follower,
                    TestReplica.CLIENT);
            conversation.forget(); // so that it has to be read
            store.failing(true);
            replica.answerOwed(conversation);
            store.awaitRefusals(1);

            store.failing(false);

            Await.until("the answer", () -> store.unanswered(conversation.id()).isEmpty());
            assertThat(store.events(conversation.id()).getLast().content())
                    .isEqualTo("Echo: Hello");
        }
    }

    @Test
    void followerWhoLeft_isToldNoMore_andOneWhoJoinedIsNotWelcomed() throws Exception {
        RecordingFollower left = new RecordingFollower();
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(left);
            conversation.unfollow(left);

            replica.say(conversation, "Hello", follower);

            assertThat(follower.until("ended")).contains("said Hello");
            assertThatThrownBy(follower::welcome).hasMessage("not welcomed");
            assertThat(left.soFar()).isEmpty();
        }
    }

    @Test
    void messagesBefore_areThoseOfTheStore_theLastOfThem() throws Exception {
        try (TestReplica replica = new TestReplica(store, ECHO)) {
            Conversation conversation = replica.begin();
            conversation.follow(follower);
            replica.say(conversation, "one", follower);
            follower.until("ended");
            UserMessage two = replica.say(conversation, "two", follower);
            follower.until("ended");

            assertThat(conversation.messagesBefore(two.id(), 1))
                    .extracting(ThreadEvent::content)
                    .containsExactly("Echo: one");
            assertThat(conversation.messagesBefore(two.id(), 10)).hasSize(2);
        }
    }
}
