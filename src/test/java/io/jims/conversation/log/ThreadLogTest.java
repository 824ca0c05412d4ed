package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.StaleThreadException;
import io.jims.store.ThreadChange;
import io.jims.testing.Logs;
import io.jims.testing.SharedMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadLogTest {
    private static final int HISTORY = 100;
    private static final HistoryCache CACHE = new HistoryCache(HISTORY, 1 << 20);

    private final SharedMemory memory = new SharedMemory();
    private final SharedMemory.Replica here = memory.join();
    private final SharedMemory.Replica elsewhere = memory.join();
    private final ChatThread thread = ChatThread.create("ann", null);
    private final ThreadId id = thread.id();
    private final ThreadLog log = ThreadLog.create(here, thread, CACHE);

    @Test
    void version_countsEveryStepThatWasStored() {
        assertThat(log.version()).isZero();

        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(log.version()).isEqualTo(1).isEqualTo(here.version(id));

        log.settle(message, List.of(Events.assistant("Hi")));
        assertThat(log.version()).isEqualTo(2).isEqualTo(here.version(id));
        assertThat(Logs.refresh(log)).isEmpty();
    }

    @Test
    void settledEvents_areInTheLog_asTheyAreStored() {
        UserMessage message = owed("Hello");
        log.receive(message);

        List<ThreadEvent> stored = log.settle(message, List.of(Events.assistant("Hi")));

        assertThat(log.events()).endsWith(stored.getFirst()).isEqualTo(here.events(id, HISTORY));
        assertThat(log.find(stored.getFirst().id())).contains(stored.getFirst());
        assertThat(here.unanswered(id)).isEmpty();
    }

    @Test
    void awaitsAnswer_whileTheLastWordIsTheVisitors() {
        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(log.awaitsAnswer()).isTrue();

        log.settle(message, List.of(Events.assistant("Hi"), Events.event("rag.query", "?")));

        assertThat(log.awaitsAnswer()).isFalse();
    }

    @Test
    void failure_ofAMessageThatIsOwed_isStored_andItIsOwedNoMore() {
        UserMessage message = owed("Hello");
        log.receive(message);
        assertThat(here.unanswered(id)).containsExactly(message.id());

        List<ThreadEvent> stored =
                log.settleFailure(message, new ChatException(ErrorCode.PIPELINE, "no luck"));

        ThreadEvent failed = stored.getFirst();
        assertThat(failed.type()).isEqualTo("jims.lifecycle.run_failed");
        assertThat(failed.data())
                .isEqualTo(
                        Map.of(
                                "message_id",
                                message.id().toString(),
                                "code",
                                "pipeline",
                                "text",
                                "no luck",
                                "said",
                                true));
        assertThat(RunFailure.of(failed))
                .contains(new RunFailure(message.id(), ErrorCode.PIPELINE, "no luck"));
        assertThat(log.events()).endsWith(failed).isEqualTo(here.events(id, HISTORY));
        assertThat(here.unanswered(id)).isEmpty();
    }

    @Test
    void failure_ofAMessageThatIsOwedNothing_isNotStored() {
        UserMessage message = UserMessage.of("Hello");
        log.receive(message);

        log.settleFailure(message, new ChatException(ErrorCode.TIMEOUT, "too late"));

        assertThat(here.events(id, HISTORY)).hasSize(2);
        assertThat(log.version()).isEqualTo(1);
    }

    @Test
    void eventOfAFailureThatIsNone_isNoFailure() {
        assertThat(RunFailure.of(Events.event("jims.lifecycle.run_failed", "whose?"))).isEmpty();
        assertThat(RunFailure.of(Events.assistant("Hi"))).isEmpty();
    }

    @Test
    void write_afterAnotherReplicaWrote_isRefused_untilThatIsFollowed() {
        log.receive(owed("one"));
        ThreadLog other = ThreadLog.resume(elsewhere, thread, CACHE);
        UserMessage two = owed("two");
        other.receive(two);
        UserMessage three = owed("three");

        assertThatThrownBy(() -> log.receive(three)).isInstanceOf(StaleThreadException.class);
        ThreadNews news = Logs.refresh(log).orElseThrow();
        log.receive(three);

        assertThat(news.events()).extracting(e -> e.text("content")).containsExactly("two");
        assertThat(news.owed()).contains(two.id()).hasSize(2);
        assertThat(log.hasReceived(two.id())).isTrue();
        assertThat(log.events()).isEqualTo(here.events(id, HISTORY)).hasSize(4);
    }

    @Test
    void deletedThread_isForgotten_andBeginsAnewWithTheNextMessage() {
        UserMessage old = owed("old");
        log.receive(old);
        memory.erase(id);

        ThreadNews news = Logs.refresh(log).orElseThrow();

        assertThat(news).isEqualTo(new ThreadNews(List.of(), Set.of()));
        assertThat(log.events()).isEmpty();
        assertThat(log.isStored()).isFalse();
        assertThat(log.hasReceived(old.id())).isFalse();

        log.receive(owed("new"));

        assertThat(here.find(id)).contains(thread);
        assertThat(here.events(id, HISTORY))
                .isEqualTo(log.events())
                .extracting(ThreadEvent::type)
                .containsExactly("jims.lifecycle.thread_created", "comm.user_message");
    }

    @Test
    void answerToAMessageThatWasDeleted_isNotStored() {
        UserMessage old = owed("old");
        log.receive(old);
        memory.memory().erase(id); // whose version is not known yet

        List<ThreadEvent> told = log.settle(old, List.of(Events.assistant("all this")));

        assertThat(told).hasSize(1);
        assertThat(log.events()).isEmpty();
        assertThat(memory.memory().threads()).isEmpty();
    }

    @Test
    void lastMessage_hasNoWholeAnswer_whereItsRunFailedOrWasStopped() {
        UserMessage first = owed("first");
        log.receive(first);
        assertThat(log.unansweredLast(first.id())).map(ThreadEvent::id).contains(first.id());
        assertThat(log.unansweredLast(Uuid7.next())).isEmpty();
        log.settle(first, List.of(Events.assistant("whole")));
        assertThat(log.unansweredLast(first.id())).isEmpty();

        UserMessage second = owed("second");
        log.receive(second);
        log.settle(second, List.of(stopped("ha")));
        assertThat(log.unansweredLast(second.id())).isPresent();
        assertThat(log.unansweredLast(first.id())).isEmpty();

        UserMessage third = owed("third");
        log.receive(third);
        log.settleFailure(third, new ChatException(ErrorCode.PIPELINE, "no luck"));
        assertThat(log.unansweredLast(third.id())).isPresent();
    }

    @Test
    void answerBeforeAFailure_doesNotMakeTheMessageAnswered() {
        UserMessage message = owed("Hello");
        log.receive(message);
        log.settle(message, List.of(Events.assistant("half")));
        log.settleFailure(message, new ChatException(ErrorCode.PIPELINE, "no luck"));

        assertThat(log.unansweredLast(message.id())).isPresent();
        assertThat(ThreadLog.create(here, thread, CACHE).unansweredLast(message.id())).isEmpty();
    }

    @Test
    void retry_isStored_asOneMoreStep_andItsMessageIsOwedAgain() {
        UserMessage message = owed("Hello");
        log.receive(message);
        log.settleFailure(message, new ChatException(ErrorCode.PIPELINE, "no luck"));

        assertThat(log.retry(message.id())).isEqualTo(message.id());

        assertThat(here.unanswered(id)).containsExactly(message.id());
        assertThat(log.version()).isEqualTo(3).isEqualTo(here.version(id));
        ThreadEvent retried = log.events().getLast();
        assertThat(RunRetry.of(retried)).contains(new RunRetry(message.id()));
        assertThat(RunRetry.of(Events.assistant("Hi"))).isEmpty();
        assertThat(RunRetry.messagesOf(log.events())).containsExactly(message.id());
        assertThat(here.events(id, HISTORY)).endsWith(retried);
    }

    @Test
    void eventThatIsNotInMemory_isFoundInTheStore() {
        UserMessage old = owed("old");
        log.receive(old);
        log.settle(old, List.of(Events.assistant("Hi"), Events.assistant("Hello")));

        ThreadLog later = ThreadLog.resume(elsewhere, thread, new HistoryCache(2, 1 << 20));

        assertThat(later.events()).hasSize(2);
        assertThat(later.version()).isEqualTo(2);
        assertThat(later.isStored()).isTrue();
        assertThat(later.hasReceived(old.id())).isTrue();
        assertThat(later.hasReceived(later.events().getFirst().id())).isFalse();
        assertThat(later.find(Uuid7.next())).isEmpty();
    }

    @Test
    void eventsThatWereMissed_areFoundInTheStore() {
        ThreadLog small = ThreadLog.resume(here, thread, new HistoryCache(2, 1 << 20));
        UserMessage first = owed("first");
        log.receive(first);
        log.settle(
                first,
                List.of(Events.assistant("a"), Events.assistant("b"), Events.assistant("c")));

        assertThat(Logs.refresh(small).orElseThrow().events()).hasSize(2);

        assertThat(small.hasReceived(first.id())).isTrue();
        assertThat(small.version()).isEqualTo(log.version());
    }

    @Test
    void messagesThatAreOwedAnAnswer_areThoseOfTheStore() {
        assertThat(log.unanswered()).isEmpty();
        UserMessage one = owed("one");
        UserMessage two = owed("two");
        log.receive(one);
        log.receive(two);
        log.settle(one, List.of(Events.assistant("Hi")));

        assertThat(log.unanswered()).extracting(ThreadEvent::id).containsExactly(two.id());
    }

    @Test
    void runThatSentNothing_isStored_onlyWhereItsMessageIsOwedAnAnswer() {
        UserMessage promised = owed("promised");
        log.receive(promised);
        log.settle(promised, List.of());
        assertThat(here.unanswered(id)).isEmpty();
        assertThat(log.version()).isEqualTo(2);

        UserMessage unpromised = UserMessage.of("unpromised");
        log.receive(unpromised);
        assertThat(here.unanswered(id)).isEmpty();
        log.settle(unpromised, List.of());
        assertThat(log.version()).isEqualTo(3);
    }

    @Test
    void run_seesItsMessageLast_andNoneThatWaits() {
        ThreadEvent one = log.receive(owed("one"));
        ThreadEvent two = log.receive(owed("two"));
        ThreadEvent three = log.receive(owed("three"));

        assertThat(log.upTo(three, List.of())).isEqualTo(log.events());
        assertThat(log.upTo(one, List.of(two, three))).endsWith(one).hasSize(2);
        assertThat(log.upTo(two, List.of(three))).endsWith(one, two).hasSize(3);
        assertThat(log.upTo(one, List.of())).endsWith(two, three, one).hasSize(4);
    }

    @Test
    void click_isStoredWithItsLabel() {
        UserMessage click = new UserMessage(Uuid7.next(), "btn:yes", "Yes", true, null);

        ThreadEvent stored = log.receive(click);

        assertThat(stored.type()).isEqualTo("comm.user_button_click");
        assertThat(stored.data())
                .isEqualTo(Map.of("role", "user", "content", "btn:yes", "label", "Yes"));
    }

    @Test
    void failureOfAnApp_isForTheVisitorOnlyWhereItWasSaid() {
        UserMessage message = owed("Hello");
        log.receive(message);

        List<ThreadEvent> stored =
                log.settleFailure(
                        message, ChatException.ofPipeline(new IllegalStateException("a path")));

        assertThat(RunFailure.of(stored.getFirst()))
                .contains(new RunFailure(message.id(), ErrorCode.PIPELINE, ""));
        assertThat(stored.getFirst().data()).doesNotContainKey("said");
        assertThat(RunFailure.of(message.id(), new ChatException(ErrorCode.TIMEOUT, "too late")))
                .isEqualTo(new RunFailure(message.id(), ErrorCode.TIMEOUT, "too late"));
    }

    @Test
    void firstMessage_beginsTheThread_inTheVisitorsLanguage() {
        UserMessage first = new UserMessage(Uuid7.next(), "Hallo", null, true, "de");
        log.receive(first);
        log.receive(new UserMessage(Uuid7.next(), "Bonjour", null, true, "fr"));

        assertThat(log.events())
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED,
                        EventTypes.LANGUAGE,
                        EventTypes.USER_MESSAGE,
                        EventTypes.USER_MESSAGE);
        assertThat(log.events().get(1).data()).isEqualTo(Map.of("lang", "de"));
        assertThat(log.thread()).isSameAs(thread);
        assertThat(here.find(id)).contains(thread);
    }

    @Test
    void whatTheTokenSays_isStoredWhereItIsNew_whatThePageSays_always() {
        log.receive(told(Map.of("title", "A"), Map.of("plan", "free")));
        log.receive(told(Map.of("title", "A"), Map.of("plan", "free")));
        log.receive(told(null, Map.of("plan", "gold")));
        log.receive(told(null, null));

        assertThat(log.events())
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED,
                        EventTypes.VISITOR,
                        EventTypes.PAGE,
                        EventTypes.USER_MESSAGE,
                        EventTypes.PAGE,
                        EventTypes.USER_MESSAGE,
                        EventTypes.VISITOR,
                        EventTypes.USER_MESSAGE,
                        EventTypes.USER_MESSAGE);
    }

    @Test
    void runBehindWaitingMessages_seesItsOwnPage_rightBeforeItsMessage() {
        ThreadEvent one = log.receive(told(Map.of("title", "one"), null));
        ThreadEvent two = log.receive(told(Map.of("title", "two"), null));

        assertThat(log.upTo(one, List.of(two)))
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED, EventTypes.PAGE, EventTypes.USER_MESSAGE);
        assertThat(log.upTo(one, List.of(two)).get(1).data())
                .containsEntry("message_id", one.id().toString());
        assertThat(log.upTo(one, List.of()))
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED,
                        EventTypes.PAGE,
                        EventTypes.USER_MESSAGE,
                        EventTypes.PAGE,
                        EventTypes.USER_MESSAGE);
        assertThat(log.upTo(one, List.of())).endsWith(one);
    }

    @Test
    void personWhoHasTheThread_isOwedAsNoAnswer_untilTheyGiveItBack() {
        assertThat(log.handOff(new Handoff(Mode.ASSISTANT, "Ann"))).isEmpty();
        UserMessage before = owed("before");
        log.receive(before);
        assertThat(log.handOff(new Handoff(Mode.HUMAN, "Ann"))).isPresent();
        assertThat(log.handOff(new Handoff(Mode.HUMAN, "Bob"))).isEmpty();
        log.receive(owed("to Ann"));

        assertThat(log.isWithPerson()).isTrue();
        assertThat(here.unanswered(id)).containsExactly(before.id());
        assertThat(log.unansweredLast(before.id())).isEmpty();
        assertThat(log.release(before.id())).isEqualTo(before.id());
        assertThat(here.unanswered(id)).isEmpty();

        log.handOff(new Handoff(Mode.ASSISTANT, "Ann"));
        UserMessage after = owed("after");
        log.receive(after);
        assertThat(log.isWithPerson()).isFalse();
        assertThat(here.unanswered(id)).containsExactly(after.id());
    }

    @Test
    void wishForAPerson_handsTheThreadOver_once_andIsOwedNoAnswer() {
        UserMessage wish =
                new UserMessage(Uuid7.next(), "btn:handoff", null, true, null)
                        .askingForPerson(true);
        log.receive(wish);
        log.receive(
                new UserMessage(Uuid7.next(), "btn:handoff", null, true, null)
                        .askingForPerson(true));

        assertThat(log.events())
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.THREAD_CREATED,
                        EventTypes.HANDOFF,
                        EventTypes.USER_BUTTON_CLICK,
                        EventTypes.USER_BUTTON_CLICK);
        assertThat(here.unanswered(id)).isEmpty();
    }

    @Test
    void longThread_isWithThePersonWhoTookIt_howeverMuchWasSaidSince() {
        log.receive(owed("Hello"));
        log.handOff(new Handoff(Mode.HUMAN, "Ann"));
        for (int i = 0; i < 5; i++) {
            log.receive(owed("more " + i));
        }

        ThreadLog later = ThreadLog.resume(elsewhere, thread, new HistoryCache(2, 1 << 20));

        assertThat(later.isWithPerson()).isTrue();
        assertThat(later.awaitsAnswer()).isTrue();
        assertThat(later.position()).isEqualTo(log.position());
    }

    @Test
    void handoffElsewhere_isFollowed_andWhatWasSaidSinceIsToThePerson() {
        log.receive(owed("Hello"));
        ThreadLog other = ThreadLog.resume(elsewhere, thread, CACHE);
        log.handOff(new Handoff(Mode.HUMAN, "Ann"));
        UserMessage toAnn = owed("to Ann");
        log.receive(toAnn);

        ThreadNews news = Logs.refresh(other).orElseThrow();

        assertThat(other.isWithPerson()).isTrue();
        assertThat(news.toPerson()).containsExactly(toAnn.id());
    }

    @Test
    void handoffBeforeWhatWasMissed_isReadFromTheStore() {
        log.receive(owed("Hello"));
        ThreadLog small = ThreadLog.resume(elsewhere, thread, new HistoryCache(2, 1 << 20));
        log.handOff(new Handoff(Mode.HUMAN, "Ann"));
        for (int i = 0; i < 3; i++) {
            log.receive(owed("more " + i));
        }

        Logs.refresh(small);

        assertThat(small.isWithPerson()).isTrue();
        assertThat(small.hasOthers()).isTrue();
    }

    @Test
    void eventOfARun_isStored_asOneMoreStep() {
        UserMessage message = owed("Hello");
        log.receive(message);
        UUID noted = Uuid7.next();

        ThreadEvent event = log.note(noted, EventTypes.PAGE_CALL, Map.of("name", "fill"));

        assertThat(event.id()).isEqualTo(noted);
        assertThat(here.event(id, noted)).contains(event);
        assertThat(log.events()).endsWith(event);
        assertThat(log.version()).isEqualTo(2);
        assertThat(here.unanswered(id)).containsExactly(message.id());
    }

    @Test
    void rating_isStored_andKnownFromThenOn_howeverOldItIs() {
        UserMessage message = owed("Hello");
        log.receive(message);
        UUID answer = log.settle(message, List.of(Events.assistant("Hi"))).getFirst().id();
        Feedback feedback = new Feedback(answer, Rating.DOWN, "");
        assertThat(log.isRated(feedback)).isFalse();

        assertThat(log.rate(feedback)).isEqualTo(feedback);
        log.receive(owed("one"));
        log.receive(owed("two"));

        ThreadLog small = ThreadLog.resume(elsewhere, thread, new HistoryCache(2, 1 << 20));
        for (ThreadLog every : List.of(log, small)) {
            assertThat(every.isRated(feedback)).isTrue();
            assertThat(every.ratings()).isEqualTo(Map.of(answer, Rating.DOWN));
        }
    }

    @Test
    void messagesBeforeAnEvent_areReadFromTheStore() {
        UserMessage message = owed("Hello");
        log.receive(message);
        ThreadEvent answer = log.settle(message, List.of(Events.assistant("Hi"))).getFirst();
        ThreadEvent last = log.receive(owed("more"));

        assertThat(log.messagesBefore(last.id(), 1)).containsExactly(answer);
        assertThat(log.messagesBefore(last.id(), 9)).hasSize(2);
    }

    @Test
    void answersOfOthers_whichAreNotFollowedYet_areOwedNothingHere() {
        log.receive(owed("one"));
        ThreadLog other = ThreadLog.resume(elsewhere, thread, CACHE);
        UserMessage later = owed("later");
        log.receive(later);

        assertThat(other.unanswered()).extracting(ThreadEvent::content).containsExactly("one");
        assertThat(ThreadLog.resume(elsewhere, thread, CACHE).unanswered())
                .extracting(ThreadEvent::content)
                .containsExactly("one", "later");
    }

    @Test
    void eventsAreLaterThanThoseOfAServer_whoseClockIsAhead() {
        Instant ahead = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        log.receive(owed("Hello"));
        elsewhere.store(
                new ThreadChange(id, null, List.of(Events.at(ahead)), null, null, log.version()));
        Logs.refresh(log);

        assertThat(log.receive(owed("more")).createdAt()).isAfter(ahead);
    }

    private static UserMessage told(
            @Nullable Map<String, @Nullable Object> page,
            @Nullable Map<String, @Nullable Object> visitor) {
        return new UserMessage(Uuid7.next(), "Hello", null, true, null, page, visitor, List.of());
    }

    private static ThreadEvent stopped(String text) {
        return ThreadEvent.create(
                "comm.assistant_message",
                Map.of("role", "assistant", "content", text, "stopped", true));
    }

    private static UserMessage owed(String text) {
        return new UserMessage(Uuid7.next(), text, null, true, null);
    }
}
