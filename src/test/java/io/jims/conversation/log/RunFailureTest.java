package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A stored failure, as a visitor who comes later is told of it.
class RunFailureTest {
    private static final UUID MESSAGE = Uuid7.next();

    @Test
    void storedFailure_isReadAsItWas() {
        RunFailure late = new RunFailure(MESSAGE, ErrorCode.TIMEOUT, "no answer within 120 s");
        RunFailure said = new RunFailure(MESSAGE, ErrorCode.PIPELINE, "We are closed.");
        RunFailure silent = new RunFailure(MESSAGE, ErrorCode.PIPELINE, "");

        assertThat(RunFailure.of(event(late.toData()))).contains(late);
        assertThat(RunFailure.of(event(said.toData()))).contains(said);
        assertThat(RunFailure.of(event(silent.toData()))).contains(silent);
    }

    @Test
    void onlyWordsOfAnApp_areMarkedAsSaid() {
        assertThat(new RunFailure(MESSAGE, ErrorCode.PIPELINE, "We are closed.").toData())
                .isEqualTo(
                        Map.of(
                                "message_id",
                                MESSAGE.toString(),
                                "code",
                                "pipeline",
                                "text",
                                "We are closed.",
                                "said",
                                true));
        assertThat(new RunFailure(MESSAGE, ErrorCode.TIMEOUT, "late").toData())
                .doesNotContainKey("said");
        assertThat(new RunFailure(MESSAGE, ErrorCode.PIPELINE, "").toData())
                .doesNotContainKey("said");
    }

    @Test
    void whatAnAppThrew_isNotForTheVisitor() {
        ThreadEvent stored =
                event(
                        Map.of(
                                "message_id",
                                MESSAGE.toString(),
                                "code",
                                "pipeline",
                                "text",
                                "KeyError: 'secret'"));

        assertThat(RunFailure.of(stored)).contains(new RunFailure(MESSAGE, ErrorCode.PIPELINE, ""));
    }

    @Test
    void eventsOfOtherKinds_andOfNoMessage_areNoFailures() {
        assertThat(RunFailure.of(Events.assistant("Hi"))).isEmpty();
        assertThat(
                        RunFailure.of(
                                ThreadEvent.create(
                                        EventTypes.RUN_RETRIED,
                                        Map.of("message_id", MESSAGE.toString()))))
                .isEmpty();
        assertThat(RunFailure.of(event(Map.of("message_id", "17", "code", "timeout")))).isEmpty();
        assertThat(RunFailure.of(event(Map.of("code", "timeout")))).isEmpty();
    }

    private static ThreadEvent event(Map<String, @Nullable Object> data) {
        return ThreadEvent.create(EventTypes.RUN_FAILED, data);
    }
}
