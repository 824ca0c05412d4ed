package io.jims.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextKeyTest {
    private static final Path WORDS = Path.of("static/src/words/words.ts");
    private static final Path LAUNCHER = Path.of("static/src/words/launcher.ts");
    private static final Path HANDOFF = Path.of("static/src/words/handoff.ts");
    private static final Path FILES = Path.of("static/src/words/files.ts");
    private static final Pattern LAUNCHER_WORD = Pattern.compile("readonly (\\w+): string;");
    private static final Pattern WORD = Pattern.compile("^ {2,4}(\\w+): \"", Pattern.MULTILINE);

    @Test
    void words_areThoseOfTheFrontEnd() throws IOException {
        Set<String> words = new TreeSet<>(List.of("welcome", "session_reset", "legal_disclaimer"));
        IntStream.rangeClosed(1, 6).forEach(number -> words.add("starter." + number));
        words.addAll(names(LAUNCHER_WORD, LAUNCHER));
        words.addAll(names(WORD, WORDS));
        words.addAll(names(LAUNCHER_WORD, HANDOFF));
        words.addAll(names(LAUNCHER_WORD, FILES));

        assertThat(words)
                .contains("widget.open", "widget.title", "widget.pipeline", "widget.attach");
        assertThat(new TreeSet<>(TextKey.SHOWN)).isEqualTo(words);
    }

    private static List<String> names(Pattern pattern, Path source) throws IOException {
        Matcher word = pattern.matcher(Files.readString(source));
        return word.results().map(found -> "widget." + found.group(1)).toList();
    }
}
