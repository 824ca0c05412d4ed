package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonDataTest {
    @Test
    void copyOf_isDeep_andKeepsTheOrder() {
        Map<String, Object> inner = new HashMap<>(Map.of("a", 1));
        List<Object> list = new ArrayList<>(List.of(inner));
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("z", list);
        outer.put("a", true);

        Map<String, @Nullable Object> copy = JsonData.copyOf(outer);
        inner.put("b", 2);
        list.clear();

        assertThat(copy).isEqualTo(Map.of("z", List.of(Map.of("a", 1)), "a", true));
        assertThat(copy.keySet()).containsExactly("z", "a");
    }

    @Test
    void copyOf_cannotBeChanged() {
        Map<String, @Nullable Object> copy =
                JsonData.copyOf(Map.of("list", List.of(1), "object", Map.of("a", 1)));

        assertThatThrownBy(() -> copy.put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.keySet().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copyOf_aCopy_isTheSame() {
        Map<String, @Nullable Object> copy = JsonData.copyOf(Map.of("a", 1));

        assertThat(JsonData.copyOf(copy)).isSameAs(copy);
    }

    @Test
    void copyOf_numbersOfJava_areKept() {
        List<Object> numbers =
                List.of(1, 2L, (short) 3, (byte) 4, 0.5, 0.25f, BigInteger.TEN, BigDecimal.ONE);

        assertThat(JsonData.copyOf(Map.of("a", numbers)).get("a")).isEqualTo(numbers);
    }

    /// It would be written as it prints.
    @Test
    void copyOf_otherNumbers_areRefused() {
        BigDecimal amount =
                new BigDecimal("3.50") {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        return "3.50 EUR";
                    }
                };
        for (Number number :
                List.of(amount, new AtomicInteger(1), Double.NaN, Float.POSITIVE_INFINITY)) {
            assertThatThrownBy(() -> JsonData.copyOf(Map.of("a", List.of(number))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(number.getClass().getName());
        }
    }

    @Test
    void copyOf_nestedTooDeeply_isRefused() {
        Map<String, Object> data = Map.of();
        for (int i = 1; i < JsonData.MAX_DEPTH; i++) {
            data = Map.of("a", data);
        }
        Map<String, Object> deepest = data;

        assertThat(JsonData.copyOf(deepest)).isEqualTo(deepest);
        assertThatThrownBy(() -> JsonData.copyOf(Map.of("a", deepest)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 levels");
    }

    @Test
    void copyOf_manyMembers_findsEach() {
        Map<String, @Nullable Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("key " + i, i % 7 == 0 ? null : i);
        }

        Map<String, @Nullable Object> copy = JsonData.copyOf(many);

        assertThat(copy).isEqualTo(many);
        assertThat(many).isEqualTo(copy);
        assertThat(copy.keySet()).containsExactlyElementsOf(many.keySet());
        assertThat(copy)
                .containsEntry("key 8", 8)
                .containsKey("key 7")
                .doesNotContainKey("key 100");
        assertThat(copy.get("key 100")).isNull();
    }

    @Test
    void copyOf_listsNestedTooDeeply_isRefused() {
        List<Object> list = List.of();
        for (int i = 2; i < JsonData.MAX_DEPTH; i++) {
            list = List.of(list);
        }
        List<Object> deepest = list;

        assertThat(JsonData.copyOf(Map.of("a", deepest))).isEqualTo(Map.of("a", deepest));
        assertThatThrownBy(() -> JsonData.copyOf(Map.of("a", List.of(deepest))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 levels");
    }

    @Test
    void copyOf_endsItsMembersAsACollectionDoes() {
        Map<String, @Nullable Object> copy = JsonData.copyOf(Map.of("a", 1));
        Iterator<?> members = copy.entrySet().iterator();
        members.next();

        assertThat(members.hasNext()).isFalse();
        assertThatThrownBy(members::next).isInstanceOf(NoSuchElementException.class);
    }
}
