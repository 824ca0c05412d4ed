package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uuid7Test {
    private static final UUID ID = UUID.fromString("0199f0a4-77de-7c3e-a1b2-0123456789ab");

    @Test
    void next_isVersion7_andSortsInTheOrderOfMaking() {
        List<String> made = Stream.generate(Uuid7::next).limit(10_000).map(UUID::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(UUID.fromString(made.getFirst()).version()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0199f0a4-77de-7c3e-a1b2-0123456789ab",
                "0199F0A4-77DE-7C3E-A1B2-0123456789AB",
                "0199f0a477de7c3ea1b20123456789ab",
            })
    void parse_takesBothForms(String text) {
        assertThat(Uuid7.parse(text)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0199f0a477de7c3ea1b20123456789a",
                "0199f0a477de7c3ea1b20123456789ag",
                "0199f0a4+77de-7c3e-a1b2-0123456789ab",
                "0199f0a4-77de-7c3e-a1b20-123456789ab",
                "----0199f0a477de7c3ea1b2012345678901",
                "0199f0a477de7c3ea1b2012345678９ab",
                "-199f0a477de7c3ea1b20123456789ab",
            })
    void parse_anythingElse_isEmpty(String text) {
        assertThat(Uuid7.parse(text)).isEmpty();
    }

    @Test
    void compact_hasNoHyphens() {
        assertThat(Uuid7.compact(ID)).isEqualTo("0199f0a477de7c3ea1b20123456789ab");
    }

    @Test
    void threadId_inText_showsItsLastDigitsOnly() {
        assertThat(new ThreadId(ID)).hasToString("…6789ab");
    }
}
