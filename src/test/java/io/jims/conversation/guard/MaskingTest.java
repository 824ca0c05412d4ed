package io.jims.conversation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Guard.Pass;
import io.jims.core.Guard.Replace;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private final Masking masking = new Masking(EnumSet.allOf(Masking.Kind.class));

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, [card 1111]",
        "My card is 4111 1111 1111 1111., My card is [card 1111].",
        "5500-0055-5555-5559 it is, [card 5559] it is",
        "378282246310005, [card 0005]",
        "ann.lee+shop@mail.example.org, [e-mail]",
        "Write to ann@example.org., Write to [e-mail].",
        "ann@exämple.de or bob@example.org, [e-mail] or [e-mail]",
    })
    void cardNumberAndAddress_areMasked_bothWays(String text, String masked) {
        assertThat(masking.message(text)).isEqualTo(new Replace(masked));
        assertThat(masking.answer(text)).isEqualTo(new Replace(masked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112", // wrong check digit
                "123456789012", // too short
                "41111111111111111111111", // too long
                "Order 2026-11-27, 14:03",
                "@ann and a@b",
                "",
            })
    void otherText_passes(String text) {
        assertThat(masking.message(text)).isEqualTo(new Pass());
    }

    @Test
    void kindThatIsNotAskedFor_passes() {
        Masking emails = new Masking(Set.of(Masking.Kind.EMAILS));

        assertThat(emails.message("4111111111111111")).isEqualTo(new Pass());
    }
}
