package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonBoundsTest {
    private static final JsonBounds BOUNDS = new JsonBounds(20, 2);

    @Test
    void size_isThatOfTheText_inBytes() {
        Map<String, @Nullable Object> object = Map.of("a", "é");

        assertThat(BOUNDS.require("it", object, "é".repeat(10))).isEqualTo(object);
        assertThatThrownBy(() -> BOUNDS.require("it", object, "é".repeat(10) + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has 21 bytes; at most 20 are allowed");
    }

    @Test
    void sizeWithoutText_isThatOfNamesTextsAndNumbers_howeverDeep() {
        Map<String, Object> largest = Map.of("name", List.of("12345678", 12345678));
        Map<String, Object> larger = Map.of("names", List.of("12345678", 12345678));

        assertThat(BOUNDS.require("it", largest)).isEqualTo(largest);
        assertThatThrownBy(() -> BOUNDS.require("it", larger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 21 bytes");
    }

    @Test
    void depth_countsObjectsAndArrays_theObjectItselfIsTheFirst() {
        assertThat(BOUNDS.require("it", Map.of("a", Map.of("b", 1)))).hasSize(1);
        assertThat(BOUNDS.require("it", Map.of("a", List.of(1), "b", 2))).hasSize(2);
        for (Object third : List.of(Map.of(), List.of())) {
            assertThatThrownBy(() -> BOUNDS.require("it", Map.of("a", List.of(third))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("it may be nested 2 levels deep, itself included");
            assertThatThrownBy(() -> BOUNDS.require("it", Map.of("a", Map.of("b", third))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void objectWithinItsBounds_isCopied() {
        Map<String, @Nullable Object> object = new HashMap<>(Map.of("a", 1));

        Map<String, ?> read = BOUNDS.require("it", object, "{}");
        Map<String, ?> made = BOUNDS.require("it", object);
        object.clear();

        assertThat(read).hasSize(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void whatIsNoJson_isRefused() {
        assertThatThrownBy(() -> BOUNDS.require("it", Map.of("a", new Object()), "{}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
