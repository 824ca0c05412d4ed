package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud83db", "a\udc4bb", "a\ud800b", "a\udfffb"})
    void whatNoDatabaseKeeps_isReplaced_inEitherProtocol(String text) {
        String escaped = text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());

        assertThat(WholeText.of(text)).isEqualTo("a\ufffdb");
        assertThat(BasicProtocol.userText("{\"text\":\"" + escaped + "\"}")).contains("a\ufffdb");
    }

    @Test
    void anyOtherText_staysAsItIs() {
        String text = "Ünïcode 👋\u0001\t\n\ufffe\ud7ff\ue000";

        assertThat(WholeText.of(text)).isEqualTo(text);
    }
}
