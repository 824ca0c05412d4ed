package io.jims.core;

import static io.jims.core.ErrorCode.Fault.SERVER;
import static io.jims.core.ErrorCode.Fault.VISITOR;
import static io.jims.core.ErrorCode.Outcome.FAILED;
import static io.jims.core.ErrorCode.Outcome.REJECTED;
import static io.jims.core.ErrorCode.Outcome.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource
    void code_saysWhatBecameOfTheMessage_whoseFaultItIs_andWhetherToRetry(ErrorCode code) {
        switch (code) {
            case EMPTY, TOO_LONG, QUOTA, FORBIDDEN, BAD_FRAME ->
                    check(code, REJECTED, VISITOR, false);
            case BUSY, RATE_LIMITED, UNAUTHORIZED -> check(code, REJECTED, VISITOR, true);
            case OVERLOADED, SHUTTING_DOWN -> check(code, REJECTED, SERVER, true);
            case TIMEOUT -> check(code, TIMEOUT, SERVER, false);
            case PIPELINE -> check(code, FAILED, SERVER, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wireName_isReadAgain(ErrorCode code) {
        assertThat(ErrorCode.ofWireName(code.wireName())).isEqualTo(code);
    }

    @Test
    void wireName_ofANewerVersion_countsAsAFailureOfThePipeline() {
        assertThat(ErrorCode.ofWireName("tired")).isEqualTo(ErrorCode.PIPELINE);
    }

    private static void check(
            ErrorCode code, ErrorCode.Outcome outcome, ErrorCode.Fault fault, boolean retry) {
        assertThat(code.outcome()).isEqualTo(outcome);
        assertThat(code.fault()).isEqualTo(fault);
        assertThat(code.retry()).isEqualTo(retry);
    }
}
