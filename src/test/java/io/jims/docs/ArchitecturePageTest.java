package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page names the rooms and classes that there are.
class ArchitecturePageTest {
    private static final Path MAIN = Path.of("src", "main", "java", "io", "jims");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.[a-z]\\w*)?`");
    private static final Pattern ROOM = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

    @Test
    void rooms_areThePackages() throws IOException {
        MarkdownPage page = MarkdownPage.named("architecture.md");
        List<String> packages;
        try (Stream<Path> folders = Files.list(MAIN)) {
            packages =
                    folders.filter(Files::isDirectory)
                            .map(f -> f.getFileName().toString())
                            .toList();
        }

        assertThat(ROOM.matcher(page.text()).results().map(room -> room.group(1)))
                .containsAll(packages);
        assertThat(page.blocks("mermaid").getFirst())
                .satisfies(picture ->
                        assertThat(packages)
                                .allSatisfy(room -> assertThat(picture).contains(room)));
    }

    @Test
    void types_areThere() throws IOException {
        Set<String> types;
        try (Stream<Path> files = Files.walk(MAIN)) {
            types =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .collect(Collectors.toSet());
        }
        List<String> named =
                TYPE.matcher(MarkdownPage.named("architecture.md").text())
                        .results()
                        .map(type -> type.group(1))
                        .filter(name -> !name.equals("ArchitectureTest"))
                        .distinct()
                        .toList();

        assertThat(named).hasSizeGreaterThan(12);
        assertThat(types).containsAll(named);
    }
}
