package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlagsPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/flags.md");

    @Test
    void page_isWhatTheCommandsSay() throws IOException {
        String text = FlagsPage.text(new Launch(Path.of("")).commandLine());
        if (Boolean.getBoolean("jims.flags.write")) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE)
                .as("make it anew: mvn test -Dtest=FlagsPageTest -Djims.flags.write=true")
                .content()
                .isEqualTo(text);
    }
}
