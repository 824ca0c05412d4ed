package io.jims.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.store.JsonSamples;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void write_allKindsOfData_readBackEqual() {
        assertThat(JsonText.read(JsonText.write(JsonSamples.allKinds())))
                .isEqualTo(JsonSamples.allKinds());
    }

    @Test
    void write_textOutsideAscii_isNotEscaped() {
        assertThat(JsonText.write(Map.of("content", "día 👋")))
                .isEqualTo("{\"content\":\"día 👋\"}");
    }

    @Test
    void write_halfASurrogatePair_isEscaped() {
        assertThat(JsonText.write(Map.of("content", "\udc4b👋\ud83d")))
                .isEqualTo("{\"content\":\"\\udc4b👋\\ud83d\"}");
    }

    @Test
    void read_sqlNull_isAnEmptyObject() {
        assertThat(JsonText.read(null)).isEmpty();
    }

    @Test
    void read_jsonNull_isAnEmptyObject() {
        assertThat(JsonText.read(" null ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, 2]",
                "\"text\"",
                "7",
                "",
                "{",
                "{\"a\": 1} {}",
                "not JSON",
                "{\"a\":01}"
            })
    void read_textThatIsNoObject_isItsValue(String text) {
        assertThat(JsonText.read(text)).isEqualTo(Map.of("value", text));
    }

    @Test
    void read_nestingTooDeep_isItsValue() {
        String text = "{\"a\":".repeat(101) + "1" + "}".repeat(101);

        assertThat(JsonText.read(text)).isEqualTo(Map.of("value", text));
    }

    @Test
    void read_pythonsNumbersThatAreNotFinite_areNull() {
        assertThat(JsonText.read("{\"a\": NaN, \"b\": -Infinity, \"c\": 1}"))
                .containsEntry("a", null)
                .containsEntry("b", null)
                .containsEntry("c", 1);
    }

    @Test
    void read_decimals_keepTheirValue() {
        assertThat(JsonText.read("{\"a\": 0.1, \"b\": 1e400, \"c\": 0.10000000000000000001}"))
                .containsEntry("a", 0.1)
                .containsEntry("b", new BigDecimal("1e400"))
                .containsEntry("c", new BigDecimal("0.10000000000000000001"));
    }
}
