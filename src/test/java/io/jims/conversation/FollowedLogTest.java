package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.admission.Admission;
import io.jims.admission.Quotas;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Handoff;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.observe.Tracer;
import io.jims.store.StoreException;
import io.jims.testing.FailingReads;
import io.jims.testing.SharedMemory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A log whose thread another replica writes to, while reads of the store fail.
class FollowedLogTest {
    private static final String LONG = "x".repeat(1_000);

    private final SharedMemory memory = new SharedMemory();
    private final FailingReads reads = new FailingReads(memory.join());
    private final SharedMemory.Replica elsewhere = memory.join();
    private final ChatThread thread = ChatThread.create("ann", null);
    private final ThreadLog other =
            ThreadLog.create(elsewhere, thread, new HistoryCache(100, 1 << 20));
    private final PendingMessages messages =
            new PendingMessages(
                    new Admission(Quotas.NONE, 16, elsewhere, InstantSource.system()).backlog(), 8);
    private final Followers followers = new Followers();
    private final RecordingFollower told = new RecordingFollower();

    @BeforeEach
    void begin() {
        UserMessage first = message("first");
        other.receive(first);
        other.settle(first, List.of(Events.assistant("Hi")));
        followers.add(told);
    }

    @Test
    void catchUp_whoseReadFails_changesNothing_soThatTheNextOneTellsAllOfIt() {
        HistoryCache two = new HistoryCache(2, 1 << 20); // then the question is not among the news
        int needed = 5;
        for (int failing = 1; failing <= needed; failing++) {
            FollowedLog log = log(two);
            log.get();
            UserMessage question = question();
            reads.fail(failing);

            assertThatThrownBy(log::catchUp).isInstanceOf(StoreException.class);

            assertThat(told.soFar()).isEmpty();
            reads.fail(0);
            assertThat(log.catchUp()).isTrue();
            assertThat(reads.count()).isEqualTo(needed);
            assertThat(told.soFar()).containsExactly("said a", "said b");
            assertWaits(question, log);
        }
    }

    @Test
    void readingAnew_thatFails_changesNothing_soThatTheNextOneTellsAllOfIt() {
        HistoryCache little = new HistoryCache(100, 4L * LONG.length()); // of it a quarter each
        int least = 5; // more where the cache has let go of something
        for (int failing = 1; failing <= least; failing++) {
            UserMessage waiting = message("waiting");
            other.receive(waiting);
            FollowedLog log = log(little);
            log.get();
            log.forget();
            other.settle(waiting, List.of(Events.assistant("answer"), Events.assistant(LONG)));
            UserMessage question = question();
            reads.fail(failing);

            assertThatThrownBy(log::get).isInstanceOf(StoreException.class);

            assertThat(told.soFar()).isEmpty();
            reads.fail(0);
            log.get();
            assertThat(reads.count()).isGreaterThanOrEqualTo(least);
            assertThat(told.soFar())
                    .containsExactly(
                            "said answer",
                            "said " + LONG,
                            "said question",
                            "said a",
                            "said b",
                            "ended");
            assertWaits(question, log);
        }
    }

    @Test
    void messageThatIsStored_whileTheOthersAreRead_waitsForItsAnswer() {
        FollowedLog log = log(new HistoryCache(100, 1 << 20));
        log.get();
        UserMessage one = message("one");
        UserMessage two = message("two");
        other.receive(one);
        reads.before(
                "eventsAfter",
                () -> {
                    other.receive(two);
                    other.settle(one, List.of(Events.assistant("answer")));
                });

        log.catchUp();

        assertThat(told.soFar()).containsExactly("said one", "said two", "said answer");
        log.catchUp();
        assertThat(told.soFar()).containsExactly("ended");
        assertThat(messages.waiting()).extracting(PendingMessage::id).containsExactly(two.id());
    }

    @Test
    void messageThatIsAnswered_whileTheLogIsRead_isNotAnsweredWithoutItsAnswer() {
        UserMessage question = message("question");
        other.receive(question);
        reads.before(
                "unanswered", () -> other.settle(question, List.of(Events.assistant("answer"))));
        FollowedLog log = log(new HistoryCache(100, 1 << 20));

        assertThat(log.get().events().getLast().content()).isEqualTo("answer");
        assertThat(messages.waiting()).isEmpty();
    }

    @Test
    void messageThatIsAnswered_whileTheLogIsReadAnew_endsAfterItsAnswer() {
        UserMessage question = message("question");
        other.receive(question);
        FollowedLog log = log(new HistoryCache(100, 1 << 20));
        log.get();
        log.forget();
        reads.before(
                "unanswered", () -> other.settle(question, List.of(Events.assistant("answer"))));

        log.get();

        assertThat(told.soFar()).containsExactly("said answer", "ended");
    }

    @Test
    void messageThatWaited_isTheSame_onceTheLogIsReadAnew() {
        UserMessage waiting = message("waiting");
        other.receive(waiting);
        FollowedLog log = log(new HistoryCache(100, 1 << 20));
        log.get();
        PendingMessage before = messages.next();

        log.forget();
        log.get();
        log.get();

        assertThat(messages.waiting()).containsExactly(before);
        assertThat(told.soFar()).isEmpty();
    }

    @Test
    void failuresHandoffsAndWhatIsForAPerson_areTold_onceTheLogIsReadAnew() {
        UserMessage waiting = message("waiting");
        other.receive(waiting);
        FollowedLog log = log(new HistoryCache(100, 1 << 20));
        log.get();
        log.forget();
        other.settleFailure(waiting, new ChatException(ErrorCode.PIPELINE, "no luck"));
        other.handOff(Handoff.byVisitor());
        other.receive(message("to a person"));

        log.get();

        assertThat(told.soFar())
                .containsExactly(
                        "failed PIPELINE no luck",
                        "handed HUMAN",
                        "said to a person",
                        "ended",
                        "ended");
    }

    /// It is the only one that does, and ends as soon as it is answered elsewhere.
    private void assertWaits(UserMessage question, FollowedLog log) {
        assertThat(messages.waiting())
                .extracting(PendingMessage::id)
                .containsExactly(question.id());
        other.settle(question, List.of());
        log.catchUp();
        assertThat(told.soFar()).containsExactly("ended");
    }

    /// Something is asked elsewhere, and more is said after it.
    private UserMessage question() {
        UserMessage question = message("question");
        other.receive(question);
        say("a");
        say("b");
        return question;
    }

    private ThreadEvent say(String text) {
        return other.note(
                Uuid7.next(),
                EventTypes.ASSISTANT_MESSAGE,
                Map.of("role", "assistant", "content", text, "author", "Ann"));
    }

    private FollowedLog log(HistoryCache cache) {
        return new FollowedLog(
                () -> ThreadLog.resume(reads.store(), thread, cache),
                Tracer.NONE,
                messages,
                followers,
                new RemoteRun(messages, true));
    }

    private static UserMessage message(String text) {
        return new UserMessage(Uuid7.next(), text, null, true, null);
    }
}
