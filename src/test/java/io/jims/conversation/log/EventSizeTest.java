package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an event is counted as where memory is bounded: objects by their number, texts by their
/// length.
class EventSizeTest {
    private static final int OBJECT = 48;

    @Test
    void text_takesTwoBytesACharacter_besideItsObject() {
        assertThat(EventSize.of(event("a", Map.of())))
                .isEqualTo(5 * OBJECT + 2)
                .isEqualTo(EventSize.of(event("ab", Map.of())) - 2);
        assertThat(sizeOf("x".repeat(1_000))).isEqualTo(OBJECT + 2_000);
        assertThat(sizeOf("")).isEqualTo(OBJECT);
    }

    @Test
    void member_takesAnObject_itsName_andItsValue() {
        assertThat(sizeOf(Map.of())).isZero();
        assertThat(sizeOf(Map.of("key", "value"))).isEqualTo(3 * OBJECT + 2 * (3 + 5));
        assertThat(sizeOf(Map.of("a", "b", "c", "d"))).isEqualTo(6 * OBJECT + 2 * 4);
        assertThat(sizeOf(Map.of("a", Map.of("b", "c")))).isEqualTo(5 * OBJECT + 2 * 3);
    }

    @Test
    void list_takesAnObject_andItsItems() {
        assertThat(sizeOf(List.of())).isEqualTo(OBJECT);
        assertThat(sizeOf(List.of("ab", "cd"))).isEqualTo(3 * OBJECT + 2 * 4);
    }

    @Test
    void numberAndTruth_takeAnObject_nothingTakesNothing() {
        assertThat(sizeOf(17)).isEqualTo(OBJECT);
        assertThat(sizeOf(true)).isEqualTo(OBJECT);
        assertThat(sizeOf(Arrays.asList(null, null))).isEqualTo(OBJECT);
    }

    /// What an event takes more with this value than without one.
    private static long sizeOf(@Nullable Object value) {
        return EventSize.of(event("t", data(value))) - EventSize.of(event("t", data(null)));
    }

    private static Map<String, @Nullable Object> data(@Nullable Object value) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("value", value);
        return data;
    }

    private static ThreadEvent event(String type, Map<String, @Nullable Object> data) {
        return ThreadEvent.create(type, data);
    }
}
