package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of attributes has those that the script reads.
class EmbeddingPageTest {
    private static final Path OPTIONS = Path.of("static", "src", "loader", "options.ts");
    private static final Pattern OPTION = Pattern.compile("(?m)^ {2}readonly (\\w+):");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(data-[a-z-]+)` \\|");

    @Test
    void attributes_areThoseOfTheScript() throws IOException {
        List<String> options =
                OPTION.matcher(Files.readString(OPTIONS))
                        .results()
                        .map(option -> attribute(option.group(1)))
                        .toList();
        List<String> rows =
                ROW.matcher(MarkdownPage.named("embedding.md").text())
                        .results()
                        .map(row -> row.group(1))
                        .toList();

        assertThat(options).isNotEmpty();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(options);
    }

    private static String attribute(String option) {
        return "data-" + option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
