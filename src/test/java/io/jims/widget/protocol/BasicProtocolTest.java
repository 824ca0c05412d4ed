package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicProtocolTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 1. not JSON
                "Hello|Hello",
                "` Hello there  `|Hello there",
                "{\"text\": \"cut|{\"text\": \"cut",
                "{\"text\":\"a\"} {}|{\"text\":\"a\"} {}",
                "+7 912|+7 912",
                // 2. a JSON string
                "\"Hello\"|Hello",
                "\"  Hello \"|Hello",
                "\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"text\\\":\\\"hi\\\"}]}\"|hi",
                "\"{\\\"text\\\":\\\" hi \\\"}\"|hi",
                "\"17\"|\"17\"",
                "\"\\\"hi\\\"\"|\"\\\"hi\\\"\"",
                // 3. messages
                "{\"messages\":[{\"role\":\"user\",\"text\":\"hi\"}]}|hi",
                "{\"messages\":[{\"text\":\"first\"},{\"text\":\" last \"}],\"text\":\"other\"}|last",
                // 4. text, message, content
                "{\"text\":\"a\",\"message\":\"b\",\"content\":\"c\"}|a",
                "{\"text\":\"\",\"message\":\"b\",\"content\":\"c\"}|b",
                "{\"text\":7,\"message\":null,\"content\":\" c \"}|c",
                "{\"messages\":[],\"text\":\"a\"}|a",
                "{\"messages\":[{\"text\":\"a\"},{\"text\":\"\"}],\"content\":\"c\"}|c",
                "{\"messages\":[{\"text\":\"a\"},\"b\"],\"content\":\"c\"}|c",
                "{\"messages\":{\"text\":\"a\"},\"content\":\"c\"}|c",
                "{\"text\":\"hi\",\"n\":[NaN,Infinity,-Infinity]}|hi",
                "{\"text\":\"hi\",\"n\":INF}|{\"text\":\"hi\",\"n\":INF}",
                "{\"text\":\"hi\",\"n\":-INF}|{\"text\":\"hi\",\"n\":-INF}",
                "{\"text\":\"hi\",\"n\":[+INF]}|{\"text\":\"hi\",\"n\":[+INF]}",
                "{\"text\":\"hi\",\"n\":+Infinity}|{\"text\":\"hi\",\"n\":+Infinity}",
                "{\"text\":\"hi\",\"n\":{\"m\":INF}}|{\"text\":\"hi\",\"n\":{\"m\":INF}}",
                "\u00A0hi\u202F|hi",
                // 5. anything else
                "NaN|NaN",
                "{}|{}",
                "` {} `|{}",
                "[]|[]",
                "17|17",
                "null|null",
                "{\"messages\":[{\"role\":\"user\"}]}|{\"messages\":[{\"role\":\"user\"}]}",
            })
    void userText_followsTheRulesInTheirOrder(String frame, String text) {
        assertThat(BasicProtocol.userText(frame)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n\t",
                "\"\"",
                "\"  \"",
                "{\"messages\":[{\"text\":\"  \"}],\"text\":\"not this\"}",
                "{\"text\":\" \",\"message\":\"not this\"}",
                "{\"content\":\"\\u2003\"}",
                "\u00A0\u0085\u2007\u202F",
                "{\"text\":\"\\u00a0 \\u0085\\u2007\\u202f\"}",
            })
    void userText_blank_isEmpty(String frame) {
        assertThat(BasicProtocol.userText(frame)).isEmpty();
    }

    @Test
    void userText_tooDeeplyNested_isTakenAsItStands() {
        String frame = "[".repeat(20_000);

        assertThat(BasicProtocol.userText(frame)).contains(frame);
    }

    @Test
    void userText_halfASurrogatePair_isReplaced() {
        assertThat(BasicProtocol.userText("{\"text\":\"a\\ud83dz \\ud83d\\ude00\"}"))
                .contains("a\uFFFDz \uD83D\uDE00");
    }

    @Test
    void error_isEscaped() {
        assertThat(BasicProtocol.error("not \"this\"\n"))
                .isEqualTo("{\"error\":\"not \\\"this\\\"\\n\"}");
    }
}
