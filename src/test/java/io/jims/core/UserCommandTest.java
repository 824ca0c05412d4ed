package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandTest {
    @ParameterizedTest
    @CsvSource({
        "/start, /start",
        "/Start, /start",
        "/start now, /start",
        "'/help\nme', /help",
        "/a_b-2, /a_b-2"
    })
    void slashAndWord_isACommand(String text, String name) {
        assertThat(UserCommand.name(text)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start", "/", "/ start", "//", "/etc/hosts", "/1", "a /start", "/при", ""})
    void otherTexts_areNone(String text) {
        assertThat(UserCommand.name(text)).isEmpty();
    }

    @Test
    void appThatDeclaresNoCommand_isRefused() {
        Pipeline pipeline = context -> {};

        assertThatThrownBy(() -> new JimsApp("app", pipeline, null, Set.of("help")))
                .hasMessage("a command is a slash and a word in lower case, /help: help");
    }
}
