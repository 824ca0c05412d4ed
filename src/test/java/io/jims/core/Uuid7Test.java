package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /// Thousands are made within one millisecond: none may tell the next.
    @Test
    void unguessable_isVersion7_andNextToNoOther() {
        Set<UUID> made =
                Stream.generate(Uuid7::unguessable).limit(10_000).collect(Collectors.toSet());

        assertThat(made)
                .hasSize(10_000)
                .allMatch(id -> id.version() == 7 && id.variant() == 2)
                .noneMatch(id -> made.contains(next(id)));
    }

    @Test
    void threadId_isNextToNoOther() {
        Set<UUID> made =
                Stream.generate(ThreadId::create)
                        .limit(10_000)
                        .map(ThreadId::value)
                        .collect(Collectors.toSet());

        assertThat(made).hasSize(10_000).noneMatch(id -> made.contains(next(id)));
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

    private static UUID next(UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }
}
