package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.Admission;
import io.jims.admission.Quotas;
import io.jims.conversation.log.HistoryCache;
import io.jims.conversation.log.RunFailure;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.ThreadNews;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.replica.RunNote;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.testing.InMemoryThreadStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemoteRunTest {
    private final ThreadEvent one = Events.user("one");
    private final ThreadEvent two = Events.user("two");
    private final PendingMessages messages = messages();
    private final RemoteRun remote = new RemoteRun(messages, true);
    private final ThreadLog log =
            ThreadLog.create(
                    new InMemoryThreadStore(),
                    ChatThread.create("ann", null),
                    new HistoryCache(100, 1 << 20));

    @Test
    void stoppedAnswer_marksTheEndOfItsOwnMessageOnly() {
        ThreadEvent whole = Events.assistant("whole");

        assertThat(follow(one, two, stoppedAnswer(), whole))
                .containsExactly(
                        new Notice.Ended(one.id(), true), new Notice.Ended(two.id(), false));
        assertThat(follow(one, two, whole, stoppedAnswer()))
                .containsExactly(
                        new Notice.Ended(one.id(), false), new Notice.Ended(two.id(), true));
    }

    @Test
    void stoppedAnswer_behindAFailedRun_isNotThatOnes() {
        assertThat(follow(one, two, failure(one.id()), stoppedAnswer()))
                .containsExactly(
                        new Notice.Ended(one.id(), false), new Notice.Ended(two.id(), true));
    }

    @Test
    void retryAndItsAnswer_thatAreFollowedAtOnce_endTheRun() {
        ThreadEvent retry =
                new ThreadEvent(
                        Uuid7.next(),
                        Instant.now(),
                        EventTypes.RUN_RETRIED,
                        Map.of("message_id", one.id().toString()));
        ThreadNews news = new ThreadNews(List.of(retry, Events.assistant("ha")), Set.of());

        assertThat(remote.follow(news, List.of()))
                .containsExactly(new Notice.Ended(one.id(), false));
    }

    @Test
    void retryThatIsStillOwedItsAnswer_hasNotEnded() {
        ThreadEvent retry =
                new ThreadEvent(
                        Uuid7.next(),
                        Instant.now(),
                        EventTypes.RUN_RETRIED,
                        Map.of("message_id", one.id().toString()));

        assertThat(remote.follow(new ThreadNews(List.of(retry), Set.of(one.id())), List.of()))
                .isEmpty();
    }

    @Test
    void claimOfAnotherReplica_isNewOnce_andItsRunMayBeNext() {
        assertThat(remote.mayBeNext()).isFalse();

        assertThat(remote.setClaimed(true)).isTrue();
        assertThat(remote.setClaimed(true)).isFalse();
        assertThat(remote.mayBeNext()).isTrue();

        assertThat(remote.setClaimed(false)).isFalse();
        assertThat(remote.mayBeNext()).isFalse();
        assertThat(remote.setClaimed(true)).isTrue();
    }

    @Test
    void messageThatAnotherReplicaAccepted_mayBeRunThere() {
        messages.add(PendingMessage.owed(one, Span.NONE));

        assertThat(remote.mayBeNext()).isTrue();
        assertThat(remote.active().orElseThrow().message()).isEqualTo(one.id());
        assertThat(new RemoteRun(messages, false).mayBeNext()).isFalse();
        assertThat(new RemoteRun(messages, false).active()).isEmpty();
    }

    @Test
    void notesOfARun_areFollowed_whileItsMessageWaits_andNotOnceItRunsHere() {
        PendingMessage waiting = PendingMessage.owed(one, Span.NONE);
        messages.add(waiting);
        RunNote.Status status = new RunNote.Status(one.id(), "thinking");
        assertThat(remote.follow(status)).contains(new Notice.Status("thinking"));
        assertThat(remote.follow(new RunNote.Status(two.id(), "thinking"))).isEmpty();

        messages.begin(waiting);

        assertThat(remote.follow(status)).isEmpty();
    }

    @Test
    void pieces_areFollowedFromTheBeginning_withoutWhatWasKnown() {
        messages.add(PendingMessage.owed(one, Span.NONE));
        UUID streamed = Uuid7.next();

        assertThat(piece(streamed, 3, "lo")).isEmpty(); // the beginning is missing
        assertThat(piece(streamed, 0, "Hel")).contains(new Notice.Piece(streamed, "Hel"));
        assertThat(piece(streamed, 1, "ello")).contains(new Notice.Piece(streamed, "lo"));
        assertThat(piece(streamed, 0, "Hello")).isEmpty();

        assertThat(remote.active().orElseThrow().text()).isEqualTo("Hello");
        assertThat(remote.active().orElseThrow().streamed()).isEqualTo(streamed);
        assertThat(remote.streams(streamed)).isTrue();
        assertThat(remote.streams(one.id())).isFalse();

        remote.clear();
        messages.waiting().forEach(messages::remove);
        assertThat(remote.active()).isEmpty();
    }

    @Test
    void pieceOfWhatIsStoredAlready_isPassedOver() {
        messages.add(PendingMessage.owed(one, Span.NONE));
        ThreadEvent stored = log.receive(UserMessage.of("stored"));

        assertThat(piece(stored.id(), 0, "Hel")).isEmpty();
    }

    @Test
    void endOfARunThatIsOwedNothing_isToldOnce_withItsFailure() {
        ThreadNews begun = new ThreadNews(List.of(one), Set.of());
        assertThat(remote.follow(begun, List.of())).isEmpty();
        RunNote.Ended failed = new RunNote.Ended(one.id(), false, ErrorCode.PIPELINE, "no luck");

        assertThat(remote.follow(failed))
                .containsExactly(
                        new Notice.Failed(new RunFailure(one.id(), ErrorCode.PIPELINE, "no luck")),
                        new Notice.Ended(one.id(), false));
        assertThat(remote.follow(failed)).isEmpty();
    }

    @Test
    void runsThatAreOwedNothing_endWithTheNextAnswer() {
        remote.follow(new ThreadNews(List.of(one), Set.of()), List.of());

        assertThat(
                        remote.follow(
                                new ThreadNews(List.of(Events.assistant("ha")), Set.of()),
                                List.of()))
                .containsExactly(new Notice.Ended(one.id(), false));
    }

    @Test
    void runHere_leavesNothingOfTheOneElsewhere() {
        messages.add(PendingMessage.owed(one, Span.NONE));
        remote.follow(new ThreadNews(List.of(two), Set.of(one.id())), List.of());
        UUID streamed = Uuid7.next();
        piece(streamed, 0, "Hello");

        remote.clear();

        assertThat(remote.follow(new RunNote.Ended(two.id(), false, null, ""))).isEmpty();
        assertThat(piece(streamed, 0, "Hel")).contains(new Notice.Piece(streamed, "Hel"));
    }

    @Test
    void runThatEndedElsewhere_isForgotten_andStreamsAnewWhereItIsRetried() {
        remote.follow(new ThreadNews(List.of(one), Set.of()), List.of());
        UUID streamed = Uuid7.next();
        piece(streamed, 0, "Hello");
        assertThat(remote.active()).isPresent();

        assertThat(remote.follow(new RunNote.Ended(one.id(), true, null, "")))
                .containsExactly(new Notice.Ended(one.id(), true));

        assertThat(remote.active()).isEmpty();
        messages.add(PendingMessage.owed(one, Span.NONE));
        assertThat(piece(streamed, 0, "He")).contains(new Notice.Piece(streamed, "He"));
    }

    @Test
    void answerOfARunThatWasFollowed_endsIt() {
        messages.add(PendingMessage.owed(one, Span.NONE));
        UUID streamed = Uuid7.next();
        piece(streamed, 0, "Hello");
        messages.replace(
                Set.of(), _ -> Optional.empty(), event -> PendingMessage.owed(event, Span.NONE));

        remote.follow(
                new ThreadNews(List.of(Events.assistant("Hello")), Set.of()), List.of(one.id()));

        assertThat(remote.active()).isEmpty();
    }

    private Optional<Notice> piece(UUID streamed, int offset, String text) {
        return remote.follow(new RunNote.Piece(one.id(), streamed, offset, text), log);
    }

    private List<Notice> follow(ThreadEvent... events) {
        ThreadNews news = new ThreadNews(List.of(events), Set.of(one.id(), two.id()));
        return remote.follow(news, List.of(one.id(), two.id()));
    }

    private static ThreadEvent stoppedAnswer() {
        return new ThreadEvent(
                Uuid7.next(),
                Instant.now(),
                EventTypes.ASSISTANT_MESSAGE,
                Map.of("role", "assistant", "content", "ha", "stopped", true));
    }

    private static ThreadEvent failure(UUID message) {
        return new ThreadEvent(
                Uuid7.next(),
                Instant.now(),
                EventTypes.RUN_FAILED,
                Map.of("message_id", message.toString(), "code", "pipeline", "text", ""));
    }

    private static PendingMessages messages() {
        Admission admission =
                new Admission(Quotas.NONE, 16, new InMemoryThreadStore(), InstantSource.system());
        return new PendingMessages(admission.backlog(), 8);
    }
}
