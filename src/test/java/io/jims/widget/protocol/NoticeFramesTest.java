package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.conversation.run.ActiveRun;
import io.jims.core.ChatThread;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeFramesTest {
    @Test
    void seenEventThatShowsNothing_countsToo() {
        ThreadEvent hidden = event("rag.query", Map.of());
        List<ThreadEvent> events = List.of(message("a"), hidden, message("b"));

        assertThat(unseen(events, hidden.id())).containsExactly("b");
    }

    @Test
    void lastEventSeen_leavesNone() {
        List<ThreadEvent> events = List.of(message("a"), message("b"));

        assertThat(unseen(events, events.getLast().id())).isEmpty();
    }

    @Test
    void seenLongAgo_getsUpTo500_whoMissedMoreGetsTheLast50() {
        List<ThreadEvent> events = new ArrayList<>();
        IntStream.range(0, 502).forEach(i -> events.add(message(String.valueOf(i))));

        assertThat(unseen(events, events.get(1).id())).hasSize(500).startsWith("2");
        assertThat(unseen(events, events.getFirst().id())).hasSize(50).startsWith("452");
        assertThat(unseen(events, null)).hasSize(50).endsWith("501");
    }

    @Test
    void eventsThatShowNothing_areNoMessages() {
        List<ThreadEvent> events =
                List.of(
                        event("comm.assistant_message", Map.of("role", "assistant", "content", "")),
                        event("comm.user_message", Map.of("content", "whose?")),
                        event("context.note", Map.of("role", "user", "content", "hidden")));

        assertThat(NoticeFrames.unseen(events, Map.of(), null).messages()).isEmpty();
    }

    @Test
    void buttonsAlone_areAMessageWithoutText() {
        ThreadEvent event =
                event(
                        "comm.assistant_buttons",
                        Map.of(
                                "role",
                                "assistant",
                                "buttons",
                                List.of(Map.of("text", "Yes", "id", "btn:yes"))));

        assertThat(NoticeFrames.of(event).orElseThrow())
                .isEqualTo(
                        new ServerFrame.Message(
                                event.id(),
                                "assistant",
                                "",
                                List.of(List.of(new ButtonView("Yes", "yes"))),
                                event.createdAt()));
    }

    @Test
    void everyNotice_isItsFrame() {
        UUID id = Uuid7.next();
        ThreadId thread = ThreadId.create();
        ThreadEvent said = message("Hi");
        RunFailure failure = new RunFailure(id, ErrorCode.TIMEOUT, "too late");

        assertThat(NoticeFrames.of(new Notice.Accepted(id, thread)))
                .containsExactly(new ServerFrame.Ack(id, thread));
        assertThat(NoticeFrames.of(new Notice.Message(said)))
                .containsExactly(
                        new ServerFrame.Message(
                                said.id(), "user", "Hi", List.of(), said.createdAt()));
        assertThat(NoticeFrames.of(new Notice.Message(event("rag.query", Map.of())))).isEmpty();
        assertThat(NoticeFrames.of(new Notice.Status("thinking")))
                .containsExactly(new ServerFrame.Status("thinking"));
        assertThat(NoticeFrames.of(new Notice.Piece(id, "Hel")))
                .containsExactly(new ServerFrame.Delta(id, "Hel"));
        assertThat(NoticeFrames.of(new Notice.Failed(failure)))
                .containsExactly(new ServerFrame.Failure(ErrorCode.TIMEOUT, "too late", id, null));
        assertThat(NoticeFrames.of(new Notice.Ended(id, true)))
                .containsExactly(new ServerFrame.Done(id, true));
        assertThat(NoticeFrames.ENCODER.apply(new Notice.Status("thinking")))
                .containsExactly("{\"type\":\"status\",\"text\":\"thinking\"}");
    }

    @Test
    void whatAPersonSays_hasTheirName_andEndsTheirTyping() {
        ThreadEvent said =
                event(
                        "comm.assistant_message",
                        Map.of("role", "assistant", "content", "Hello", "author", "Anna"));

        assertThat(NoticeFrames.of(new Notice.Typing("Anna")))
                .containsExactly(new ServerFrame.Status("Anna is typing…", "Anna"));
        assertThat(NoticeFrames.of(new Notice.Typing("")))
                .containsExactly(new ServerFrame.Status(""));
        assertThat(NoticeFrames.of(new Notice.Message(said)))
                .containsExactly(
                        new ServerFrame.Message(
                                said.id(),
                                "assistant",
                                "Hello",
                                List.of(),
                                said.createdAt(),
                                null,
                                "Anna",
                                List.of()),
                        new ServerFrame.Status(""));
        assertThat(NoticeFrames.of(new Notice.HandedOff(Mode.HUMAN)))
                .containsExactly(new ServerFrame.HandedOff(Mode.HUMAN));
    }

    /// `author` is a word that a visitor's own data may hold.
    @Test
    void visitorsMessage_hasNoAuthor() {
        ThreadEvent said =
                event(
                        "comm.user_message",
                        Map.of("role", "user", "content", "Hello", "author", "Anna"));

        assertThat(NoticeFrames.of(said).orElseThrow().author()).isNull();
    }

    @Test
    void messageThatWasAnsweredBefore_isToldWhatFollowedIt() {
        ThreadEvent question = message("Hi");
        ThreadEvent answer = message("Hello");
        ThreadEvent failed = failure(question.id());

        assertThat(
                        NoticeFrames.of(
                                new Notice.Answered(
                                        question.id(),
                                        List.of(question, answer, failed),
                                        Map.of())))
                .containsExactly(
                        NoticeFrames.of(answer).orElseThrow(),
                        new ServerFrame.Failure(ErrorCode.TIMEOUT, "too late", question.id(), null),
                        new ServerFrame.Done(question.id(), false));
    }

    @Test
    void failure_isTold_unlessItsMessageWasRetriedSince() {
        ThreadEvent question = message("Hi");
        ThreadEvent failed = failure(question.id());
        ThreadEvent retried =
                event(EventTypes.RUN_RETRIED, Map.of("message_id", question.id().toString()));

        assertThat(NoticeFrames.unseen(List.of(question, failed), Map.of(), null).failures())
                .extracting(ServerFrame.Failure::id)
                .containsExactly(question.id());
        assertThat(
                        NoticeFrames.unseen(List.of(question, failed, retried), Map.of(), null)
                                .failures())
                .isEmpty();
    }

    @Test
    void olderMessages_areThere_whereAnythingWasSaidBefore_orTheBeginningIsNotKnown() {
        ThreadEvent created = event(EventTypes.THREAD_CREATED, Map.of());
        ThreadEvent first = message("first");
        ThreadEvent second = message("second");

        assertThat(NoticeFrames.unseen(List.of(created, first), Map.of(), created.id()).more())
                .isFalse();
        assertThat(NoticeFrames.unseen(List.of(created, first), Map.of(), null).more()).isFalse();
        assertThat(
                        NoticeFrames.unseen(List.of(created, first, second), Map.of(), first.id())
                                .more())
                .isTrue();
        assertThat(
                        NoticeFrames.unseen(
                                        List.of(event("rag.query", Map.of()), first),
                                        Map.of(),
                                        null)
                                .more())
                .isFalse();
        assertThat(NoticeFrames.unseen(List.of(first, second), Map.of(), first.id()).more())
                .isTrue();
    }

    @Test
    void click_isShownAsItsLabel_andAMessageWithoutARoleByItsType() {
        ThreadEvent click =
                event(
                        "comm.user_button_click",
                        Map.of("role", "user", "content", "btn:yes", "label", "Yes"));
        ThreadEvent answer = event("comm.assistant_message", Map.of("content", "Hello"));
        ThreadEvent blank =
                event("comm.assistant_message", Map.of("role", " ", "content", "Hello"));

        assertThat(NoticeFrames.messages(List.of(click, answer, blank), Map.of()))
                .extracting(ServerFrame.Message::role, ServerFrame.Message::text)
                .containsExactly(
                        tuple("user", "Yes"),
                        tuple("assistant", "Hello"),
                        tuple("assistant", "Hello"));
    }

    @Test
    void runUnderWay_isShownAsFarAsItHasCome() {
        UUID question = Uuid7.next();
        UUID streamed = Uuid7.next();
        ChatThread thread = ChatThread.create("ann", null);

        assertThat(
                        NoticeFrames.active(
                                new ThreadSnapshot(
                                        thread,
                                        List.of(),
                                        Map.of(),
                                        new ActiveRun(question, streamed, "Hel"))))
                .isEqualTo(new ServerFrame.Active(question, streamed, "Hel"));
        assertThat(NoticeFrames.active(new ThreadSnapshot(thread, List.of(), Map.of(), null)))
                .isNull();
    }

    private static ThreadEvent failure(UUID message) {
        return event(
                EventTypes.RUN_FAILED,
                Map.of("message_id", message.toString(), "code", "timeout", "text", "too late"));
    }

    private static List<String> unseen(List<ThreadEvent> events, @Nullable UUID after) {
        return NoticeFrames.unseen(events, Map.of(), after).messages().stream()
                .map(ServerFrame.Message::text)
                .toList();
    }

    private static ThreadEvent message(String content) {
        return event("comm.user_message", Map.of("role", "user", "content", content));
    }

    private static ThreadEvent event(String type, Map<String, Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.EPOCH, type, Map.copyOf(data));
    }
}
