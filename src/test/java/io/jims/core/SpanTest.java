package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void work_isAChild_thatEndsWithIt() {
        assertThat(recording().around("store", () -> "done")).isEqualTo("done");

        assertThat(told).containsExactly("begins store", "ends");
    }

    @Test
    void workThatFails_saysSo_andItsReasonGoesOn() {
        IllegalStateException reason = new IllegalStateException("no luck");

        assertThatThrownBy(() -> recording().around("store", () -> fail(reason))).isSameAs(reason);

        assertThat(told).containsExactly("begins store", "fails no luck", "ends");
    }

    @Test
    void whereNobodyTraces_workIsDone_andNothingElse() {
        assertThat(Span.NONE.around("store", () -> "done")).isEqualTo("done");
        assertThat(Span.NONE.child(Span.Kind.CLIENT, "ask")).isSameAs(Span.NONE);
        assertThat(Span.NONE.set("jims.tokens", 3).set("jims.model", "large")).isSameAs(Span.NONE);
        assertThat(Span.NONE.carrier()).isEmpty();
    }

    private static String fail(RuntimeException reason) {
        throw reason;
    }

    private Span recording() {
        return new Span() {
            @Override
            public Span child(Kind kind, String name) {
                told.add("begins " + name);
                return this;
            }

            @Override
            public void fail(Throwable reason) {
                told.add("fails " + reason.getMessage());
            }

            @Override
            public void close() {
                told.add("ends");
            }
        };
    }
}
