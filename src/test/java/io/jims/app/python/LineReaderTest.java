package io.jims.app.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final String LONG = "x".repeat(200_000);

    @Test
    void lines_areReadToTheEnd_alsoALastOneWithoutItsEnd() throws IOException {
        assertThat(read("a\n\n" + LONG + "\nb", 200_000, false))
                .containsExactly("a", "", LONG, "b");
        assertThat(read("", 1, false)).isEmpty();
    }

    @Test
    void tooLongLine_isGivenInParts() throws IOException {
        assertThat(read("abcdefg\nhi\n", 3, false)).containsExactly("abc…", "def…", "g", "hi");
        assertThat(read("abc\nd\n", 3, false)).containsExactly("abc", "d");
    }

    @Test
    void restOfATooLongLine_isSkipped() throws IOException {
        assertThat(read(LONG + "\nhi\n" + LONG, 3, true)).containsExactly("xxx…", "hi", "xxx…");
        assertThat(read("abcd\nhi", 3, true)).containsExactly("abc…", "hi");
    }

    private static List<String> read(String text, int maxBytes, boolean skip) throws IOException {
        LineReader reader =
                new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), maxBytes);
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, UTF_8) + (reader.isCut() ? "…" : ""));
            if (reader.isCut() && skip) {
                reader.skipRest();
            }
        }
        return lines;
    }
}
