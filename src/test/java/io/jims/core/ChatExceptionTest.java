package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a visitor reads of a failure, and what only the operator does.
class ChatExceptionTest {
    @Test
    void whatAnAppSays_isForItsVisitor_whateverItsCode() {
        ChatException said = new ChatException(ErrorCode.QUOTA, "Come back tomorrow.");

        ChatException failure = ChatException.ofPipeline(said);

        assertThat(failure.code()).isEqualTo(ErrorCode.PIPELINE);
        assertThat(failure.textForVisitor()).isEqualTo("Come back tomorrow.");
        assertThat(failure.text()).isEqualTo("Come back tomorrow.");
        assertThat(failure).hasCause(said);
    }

    @Test
    void whatAnyOtherExceptionSays_isForTheOperator() {
        ChatException failure =
                ChatException.ofPipeline(new IllegalStateException("no such table: secrets"));

        assertThat(failure.code()).isEqualTo(ErrorCode.PIPELINE);
        assertThat(failure.textForVisitor()).isEmpty();
        assertThat(failure.text()).isEqualTo("no such table: secrets");
    }

    @Test
    void failureThatSaysNothing_isNamedByItsClass() {
        assertThat(ChatException.ofPipeline(new IllegalStateException()).text())
                .isEqualTo("IllegalStateException");
        assertThat(ChatException.ofPipeline(new IllegalStateException(" ")).text())
                .isEqualTo("IllegalStateException");
    }

    @Test
    void howLongToWait_isKnownWhereItWasSaid() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(new ChatException(ErrorCode.RATE_LIMITED, "slowly", minute).retryAfter())
                .contains(minute);
        assertThat(new ChatException(ErrorCode.RATE_LIMITED, "slowly").retryAfter()).isEmpty();
    }
}
