package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard = new Guard() {};

    @Test
    void guardThatSaysNothing_letsEverythingPass() {
        assertThat(guard.message("Hello")).isEqualTo(new Guard.Pass());
        assertThat(guard.answer("Hi")).isEqualTo(new Guard.Pass());
    }

    @Test
    void refusal_withoutWords_isNone() {
        assertThat(new Guard.Refuse("Not here.").words()).isEqualTo("Not here.");
        assertThatThrownBy(() -> new Guard.Refuse(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("words for the visitor");
    }
}
