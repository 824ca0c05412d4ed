package io.jims.admission.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "ann@example.com",
                "Анна Петрова",
                "客户 7",
                "👋",
                "widget:1",
                "a\u0301"
            })
    void visibleText_isTaken_asItIs(String value) {
        assertThat(new ContactId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 42",
                "42 ",
                "\u00a042",
                "42\u3000",
                "4\n2",
                "4\u00002",
                "4\u00852",
                "4\u20282",
                "4\ud83d2",
                "\udc4b42",
                "42\ud83d",
                "4\u200b2",
                "4\u200d2",
                "4\ufeff2",
                "4\u00ad2",
                "4\u20602",
                "\u202e24",
                "\u206624\u2069",
                "4\u034f2",
                "4\u31642",
                "4\ufe0f2",
                "4\udb40\udc612"
            })
    void textThatLooksLikeAnother_orIsNoText_isRefused(String value) {
        assertThatThrownBy(() -> new ContactId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contact_id must have 1 to 255 characters");
    }

    @Test
    void length_isCountedInCharacters() {
        assertThat(new ContactId("👋".repeat(255)).value()).hasSize(510);
        assertThatThrownBy(() -> new ContactId("a".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
