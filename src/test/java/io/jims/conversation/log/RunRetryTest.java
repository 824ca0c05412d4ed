package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which message a visitor may want answered once more.
class RunRetryTest {
    private final ThreadEvent question = Events.user("Hello");

    @Test
    void lastMessage_withoutAnAnswer_mayBeRetried_noOther() {
        ThreadEvent earlier = Events.user("earlier");

        assertThat(wanted(question, earlier, question)).contains(question);
        assertThat(wanted(earlier, earlier, question)).isEmpty();
        assertThat(wanted(question)).isEmpty();
    }

    @Test
    void wholeAnswer_endsTheMatter_aStoppedOneDoesNot() {
        assertThat(wanted(question, question, Events.assistant("Hi"))).isEmpty();
        assertThat(wanted(question, question, stopped("H"))).contains(question);
        assertThat(wanted(question, question, Events.assistant("Hi"), stopped("H"))).isEmpty();
    }

    @Test
    void answerBeforeItsRunFailed_isNotWhole() {
        assertThat(wanted(question, question, Events.assistant("half"), failed(question.id())))
                .contains(question);
        assertThat(wanted(question, question, Events.assistant("whole"), failed(Uuid7.next())))
                .isEmpty();
    }

    @Test
    void whatWasSaidBeforeAPersonTookTheThread_isNotRetried() {
        ThreadEvent back = event(EventTypes.HANDOFF, new Handoff(Mode.ASSISTANT, "Ann").toData());

        assertThat(wanted(question, question, back)).isEmpty();
        assertThat(wanted(question, back, question)).contains(question);
    }

    @Test
    void eventsOfARun_areNoAnswer() {
        assertThat(wanted(question, question, Events.event("rag.query", "?"))).contains(question);
    }

    @Test
    void retriesAmongEvents_areThoseOfTheirMessages_inOrder() {
        UUID one = Uuid7.next();
        UUID two = Uuid7.next();

        assertThat(
                        RunRetry.messagesOf(
                                List.of(retried(two), failed(one), retried(one), retried(two))))
                .containsExactly(two, one);
        assertThat(RunRetry.of(failed(one))).isEmpty();
        assertThat(RunRetry.of(event(EventTypes.RUN_RETRIED, Map.of()))).isEmpty();
    }

    private static Optional<ThreadEvent> wanted(ThreadEvent message, ThreadEvent... events) {
        return RunRetry.wanted(List.of(events), message.id());
    }

    private static ThreadEvent retried(UUID message) {
        return event(EventTypes.RUN_RETRIED, new RunRetry(message).toData());
    }

    private static ThreadEvent failed(UUID message) {
        return event(
                EventTypes.RUN_FAILED, new RunFailure(message, ErrorCode.TIMEOUT, "late").toData());
    }

    private static ThreadEvent stopped(String text) {
        return event(
                EventTypes.ASSISTANT_MESSAGE,
                Map.of("role", "assistant", "content", text, "stopped", true));
    }

    private static ThreadEvent event(String type, Map<String, @Nullable Object> data) {
        return ThreadEvent.create(type, data);
    }
}
