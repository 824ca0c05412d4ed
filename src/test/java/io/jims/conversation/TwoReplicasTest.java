package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.CommandAnswers;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.Pipeline;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.Replicas;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.testing.Await;
import io.jims.testing.HeldPipeline;
import io.jims.testing.HeldStream;
import io.jims.testing.SharedMemory;
import io.jims.testing.TestQuotas;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One thread on two replicas that share a store in memory.
@Timeout(60)
class TwoReplicasTest {
    private static final Pipeline ECHO =
            context -> {
                String text = context.lastUserMessage().orElseThrow();
                if (text.equals("fail")) {
                    throw new ChatException(ErrorCode.PIPELINE, "no luck");
                }
                context.sendMessage("Echo: " + text);
            };

    private final SharedMemory memory = new SharedMemory();
    private final SharedMemory.Replica firstStore = memory.join();
    private final SharedMemory.Replica secondStore = memory.join();
    private final RecordingFollower here = new RecordingFollower();
    private final RecordingFollower there = new RecordingFollower();

    @Test
    void answerOfOneReplica_isToldToFollowersOfTheOther() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO);
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            Conversation two = second.open(one.id());
            two.follow(there);

            first.say(one, "Hello", here);

            assertThat(there.until("ended")).contains("said Hello", "said Echo: Hello");
        }
    }

    @Test
    void failureOfARunElsewhere_isTold() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO);
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            Conversation two = second.open(one.id());
            two.follow(there);

            first.say(one, "fail", here);

            assertThat(there.until("ended")).contains("said fail", "failed PIPELINE no luck");
        }
    }

    @Test
    void runElsewhere_isStreamedToThoseWhoJoin_andStoppedByThem() throws Exception {
        HeldStream held = new HeldStream();
        try (TestReplica first = new TestReplica(firstStore, held);
                TestReplica second = new TestReplica(secondStore, held)) {
            Conversation one = first.begin();
            one.follow(here);
            UserMessage message = first.say(one, "Hello", here);
            held.awaitStreamed();
            Conversation two = second.open(one.id());

            two.follow(there);

            assertThat(there.active().message()).isEqualTo(message.id());
            assertThat(there.until("piece Hel")).containsExactly("piece Hel");
            RecordingFollower third = new RecordingFollower();
            two.follow(third);
            assertThat(third.active().text()).isEqualTo("Hel");

            two.stop();

            assertThat(there.until("stopped")).containsExactly("said Hel", "stopped");
            assertThat(here.until("stopped")).contains("said Hel");
            assertThat(held.runs()).isEqualTo(1);
        }
    }

    @Test
    void runThatIsOwedNothing_isFollowedToItsEnd_whichOnlyANoteTells() throws Exception {
        HeldPipeline held = new HeldPipeline();
        Pipeline silent =
                context -> {
                    context.reportStatus("thinking");
                    held.run(context);
                    throw new ChatException(ErrorCode.PIPELINE, "no luck");
                };
        try (TestReplica first = new TestReplica(firstStore, silent);
                TestReplica second = new TestReplica(secondStore, silent)) {
            Conversation one = first.begin();
            held.release(1);
            answerIgnoringFailure(first, one, "zero");
            held.awaitBegun();
            Conversation two = second.open(one.id());
            two.follow(there);
            Thread asking = Thread.startVirtualThread(() -> answerIgnoringFailure(first, one, "x"));
            held.awaitBegun();
            there.until("said x");
            held.release(1);

            assertThat(there.until("ended")).contains("failed PIPELINE no luck");
            asking.join();
        }
    }

    @Test
    void threadThatWasDeleted_isTakenUpAnew() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO);
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            memory.erase(one.id());

            first.say(one, "again", here);

            assertThat(here.until("ended"))
                    .containsExactly(
                            "accepted",
                            "said again",
                            "piece Echo: again",
                            "said Echo: again",
                            "ended");
            assertThat(secondStore.events(one.id(), 10))
                    .extracting(ThreadEvent::type)
                    .containsExactly(
                            "jims.lifecycle.thread_created",
                            "comm.user_message",
                            "comm.assistant_message");
            Conversation two = second.open(one.id());
            two.follow(there);
            assertThat(there.welcome().events()).hasSize(3);
        }
    }

    @Test
    void messageAnsweredElsewhereDuringItsRun_isNotAnsweredAgain() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica first = new TestReplica(firstStore, held)) {
            Conversation one = first.begin();
            one.follow(here);
            UserMessage message = first.say(one, "Hello", here);
            held.awaitBegun();
            secondStore.store(
                    new ThreadChange(
                            one.id(),
                            null,
                            List.of(Events.assistant("from elsewhere")),
                            null,
                            message.id(),
                            secondStore.version(one.id())));
            held.release(1);

            assertThat(here.until("ended"))
                    .contains("said from elsewhere")
                    .doesNotContain("said Echo: Hello");
            assertThat(firstStore.events(one.id(), 10)).hasSize(3);
        }
    }

    @Test
    void runWhoseClaimWasLost_isNotStored() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica first = new TestReplica(firstStore, held)) {
            Conversation one = first.begin();
            one.follow(here);
            UserMessage message = first.say(one, "Hello", here);
            held.awaitBegun();
            firstStore.loseClaims();
            secondStore.store(
                    new ThreadChange(
                            one.id(), null, List.of(Events.assistant("mine")), null, message.id()));
            held.release(1);

            here.until("said mine");
            assertThat(firstStore.events(one.id(), 10)).hasSize(3);
        }
    }

    @Test
    void replicaThatNobodyAsks_tellsNoNotes() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO)) {
            begin(first);

            assertThat(firstStore.told()).noneMatch(note -> note.contains("piece"));
        }
    }

    /// A thread in which something was said and answered.
    private Conversation begin(TestReplica replica) throws InterruptedException {
        Conversation conversation = replica.begin();
        conversation.follow(here);
        replica.say(conversation, "first", here);
        here.until("ended");
        return conversation;
    }

    /// A replica that asks the store's counts before it stores a message.
    private TestReplica counting(Pipeline pipeline, HistoryCache history) {
        Quotas quotas = TestQuotas.daily(new DailyQuotas(1_000, 0, 9, 0, 0));
        return new TestReplica(firstStore, pipeline, CommandAnswers.NONE, quotas, history);
    }

    /// What was said in a thread, once one more message is answered in it: as it is stored, and as
    /// far as it is in memory.
    private List<String> said(TestReplica replica, Conversation conversation) throws Exception {
        replica.say(conversation, "and", here);
        here.until("ended");
        List<ThreadEvent> stored = memory.memory().events(conversation.id());
        conversation.follow(there);
        List<ThreadEvent> known = there.welcome().events();
        assertThat(stored).endsWith(known.toArray(ThreadEvent[]::new));
        return stored.stream()
                .filter(ThreadEvent::isCommunication)
                .map(ThreadEvent::content)
                .toList();
    }

    private static void answerIgnoringFailure(
            TestReplica replica, Conversation conversation, String text) {
        try {
            replica.answerer()
                    .answer(conversation, UserMessage.of(text), TestReplica.CLIENT, Span.NONE);
        } catch (ChatException e) {
            assertThat(e).hasMessage("no luck");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @SuppressWarnings("try") // it is there, and looks by itself
    void lookForAbandonedThreads_survivesADefect() throws Exception {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadEvent question = Events.user("Hello");
        firstStore.failing(new IllegalStateException("told to have a defect"));
        try (TestReplica first = new TestReplica(firstStore, ECHO)) {
            secondStore.store(
                    new ThreadChange(
                            thread.id(), thread, List.of(question), question.id(), null, 0L));
            firstStore.awaitFailure();

            firstStore.failing(null);

            Await.until("the answer", () -> memory.memory().unanswered(thread.id()).isEmpty());
            assertThat(memory.memory().events(thread.id())).hasSize(2);
        }
    }

    @Test
    void startWhileTheStoreIsAway_takesUpWhatIsOwed_onceItIsBack() throws Exception {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadEvent question = Events.user("Hello");
        secondStore.store(
                new ThreadChange(thread.id(), thread, List.of(question), question.id(), null, 0L));
        firstStore.failing(new StoreException("told to be away"));
        try (TestReplica first = new TestReplica(firstStore, ECHO)) {
            first.recover();
            assertThat(memory.memory().unanswered(thread.id())).isNotEmpty();

            firstStore.failing(null);

            Await.until("the answer", () -> memory.memory().unanswered(thread.id()).isEmpty());
            assertThat(memory.memory().events(thread.id())).hasSize(2);
        }
    }

    @Test
    void replicaThatWasCutOff_catchesUp_onceItHearsOfTheOthersAgain() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO);
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            second.open(one.id()).follow(there);
            secondStore.cutOff(true);
            first.say(one, "Hello", here);
            here.until("ended");
            assertThat(there.soFar()).isEmpty();

            secondStore.cutOff(false);

            assertThat(there.until("ended"))
                    .containsExactly("said Hello", "said Echo: Hello", "ended");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, TestReplica.HISTORY}) // with it in memory, or not
    void messageThatComesToBothReplicas_isStoredAndAnsweredOnce_whereOneFollowsTheOtherInBetween(
            int history) throws Exception {
        UserMessage message = new UserMessage(Uuid7.next(), "Hello", null, true, null);
        try (TestReplica first = counting(ECHO, new HistoryCache(history, 1 << 20));
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            Conversation two = second.open(one.id());
            memory.memory().holdCounts();
            Thread slow = Thread.startVirtualThread(() -> first.say(one, message, here));
            memory.memory().awaitLookup(); // it is about to be stored

            second.say(two, message, there);
            there.until("ended");
            here.until("ended");
            memory.memory().letGo();
            slow.join();

            assertThat(here.soFar()).containsExactly("accepted", "answered");
            assertThat(said(first, one))
                    .containsExactly(
                            "first", "Echo: first", "Hello", "Echo: Hello", "and", "Echo: and");
        }
    }

    @Test
    void messageThatTheOtherReplicaHas_andIsNotFollowedYet_isNotTakenForAnswered()
            throws Exception {
        HeldPipeline held = new HeldPipeline();
        HistoryCache little = new HistoryCache(1, 1 << 20); // then the store is asked for its id
        UserMessage message = new UserMessage(Uuid7.next(), "Hello", null, true, null);
        try (TestReplica first =
                        new TestReplica(
                                firstStore, held, CommandAnswers.NONE, Quotas.NONE, little);
                TestReplica second = new TestReplica(secondStore, held)) {
            held.release(1);
            Conversation one = begin(first);
            held.awaitBegun();
            Conversation two = second.open(one.id());
            firstStore.cutOff(true);
            second.say(two, message, there);
            held.awaitBegun();

            first.say(one, message, here);

            assertThat(here.until("accepted")).containsExactly("said Hello", "accepted");
            assertThat(here.soFar()).isEmpty();
            held.release(1);
            there.until("ended");
            firstStore.cutOff(false);
            assertThat(here.until("ended")).containsExactly("said Echo: Hello", "ended");
        }
    }

    @Test
    void retryThatComesToBothReplicas_isStoredAndAnsweredOnce_whereOneFollowsTheOtherInBetween()
            throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        Pipeline failingOnce =
                context -> {
                    if (failing.getAndSet(false)) {
                        throw new ChatException(ErrorCode.PIPELINE, "no luck");
                    }
                    ECHO.run(context);
                };
        HistoryCache history = new HistoryCache(TestReplica.HISTORY, 1 << 20);
        try (TestReplica first = counting(failingOnce, history);
                TestReplica second = new TestReplica(secondStore, failingOnce)) {
            Conversation one = first.begin();
            one.follow(here);
            UserMessage message = first.say(one, "Hello", here);
            here.until("ended");
            Conversation two = second.open(one.id());
            two.follow(there);
            memory.memory().holdCounts();
            Thread slow = Thread.startVirtualThread(() -> first.retry(one, message.id(), here));
            memory.memory().awaitLookup();

            second.retry(two, message.id(), there);
            there.until("ended");
            here.until("ended");
            memory.memory().letGo();
            slow.join();

            assertThat(here.soFar()).containsExactly("accepted");
            assertThat(said(first, one))
                    .containsExactly("Hello", "Echo: Hello", "and", "Echo: and");
        }
    }

    @Test
    void threadThatAnotherReplicaHasClaimed_isNotTakenUp() throws Exception {
        ChatThread thread = ChatThread.create("ann", null);
        ThreadEvent question = Events.user("Hello");
        secondStore.store(
                new ThreadChange(thread.id(), thread, List.of(question), question.id(), null, 0L));
        HeldPipeline held = new HeldPipeline();
        try (TestReplica first = new TestReplica(firstStore, held)) {
            Replicas.Claim claim = secondStore.tryClaim(thread.id()).orElseThrow();
            first.recover();
            assertThat(first.isOpen(thread.id())).isFalse();

            claim.close();
            first.recover();

            assertThat(held.awaitBegun()).isEqualTo("Hello");
            held.release(1);
            Await.until("the answer", () -> memory.memory().unanswered(thread.id()).isEmpty());
        }
    }

    @Test
    void messageThatWaitsForARunElsewhere_isAnsweredOnceThatHasEnded() throws Exception {
        HeldPipeline held = new HeldPipeline();
        try (TestReplica first = new TestReplica(firstStore, held);
                TestReplica second = new TestReplica(secondStore, held)) {
            Conversation one = first.begin();
            one.follow(here);
            first.say(one, "one", here);
            held.awaitBegun();
            Conversation two = second.open(one.id());
            two.follow(there);

            second.say(two, "two", there);
            assertThat(here.until("said two")).doesNotContain("said Echo: two");
            held.release(2);

            here.until("said Echo: one");
            assertThat(there.until("said Echo: two")).contains("said Echo: one");
            assertThat(memory.memory().events(one.id()))
                    .extracting(ThreadEvent::content)
                    .endsWith("Echo: one", "Echo: two");
        }
    }

    @Test
    void retryOnOneReplica_isToldOnTheOther() throws Exception {
        try (TestReplica first = new TestReplica(firstStore, ECHO);
                TestReplica second = new TestReplica(secondStore, ECHO)) {
            Conversation one = begin(first);
            UserMessage message = first.say(one, "fail", here);
            here.until("ended");
            Conversation two = second.open(one.id());
            two.follow(there);

            first.retry(one, message.id(), here);

            assertThat(there.until("ended"))
                    .containsExactly("said fail", "failed PIPELINE no luck", "ended");
        }
    }
}
