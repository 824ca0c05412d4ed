package io.jims.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown file of the documentation.
///
/// @param file where it is, from the root of the project
/// @param text its content
public record MarkdownPage(Path file, String text) {
    public static final Path FOLDER = Path.of("src", "site", "markdown");

    private static final Pattern BLOCK =
            Pattern.compile("(?m)^ *```(\\w*)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^()\\s]+)\\)");

    /// A block of code: ```` ```language ````.
    public record Block(String language, String code) {}

    public static MarkdownPage readme() throws IOException {
        return read(Path.of("README.md"));
    }

    /// The page of this name, such as `access.md`.
    public static MarkdownPage named(String name) throws IOException {
        return read(FOLDER.resolve(name));
    }

    public static MarkdownPage read(Path file) throws IOException {
        return new MarkdownPage(file, Files.readString(file));
    }

    /// All blocks of code, in order.
    public List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    /// The blocks of code in this language, in order; at least one.
    public List<String> blocks(String language) {
        List<String> found =
                blocks().stream()
                        .filter(block -> block.language().equals(language))
                        .map(Block::code)
                        .toList();
        assertThat(found).as("blocks of %s in %s", language, file).isNotEmpty();
        return found;
    }

    /// The only block of code in this language that holds this text.
    public String block(String language, String part) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(part)).toList();
        assertThat(found).as("%s in %s", part, file).hasSize(1);
        return found.getFirst();
    }

    /// Where the links lead, as they are written; none of those in code.
    public List<String> links() {
        String prose = BLOCK.matcher(text).replaceAll("").replaceAll("`[^`\\n]*`", "code");
        return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
    }

    /// The anchors of its headings, as a forge makes them.
    public List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .forEach(anchor -> {
                    int count = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(count == 0 ? anchor : anchor + "-" + count);
                });
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replaceAll("\\s", "-");
    }

    /// What stands between `<!-- name: begin -->` and `<!-- name: end -->`.
    public String part(String name) {
        Pattern part =
                Pattern.compile(
                        "<!-- " + name + ": begin -->\\n(.*?)<!-- " + name + ": end -->",
                        Pattern.DOTALL);
        List<MatchResult> found = part.matcher(text).results().toList();
        assertThat(found).as("part %s of %s", name, file).hasSize(1);
        return found.getFirst().group(1);
    }

    /// All pages of the documentation.
    public static List<MarkdownPage> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<MarkdownPage> pages = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                pages.add(read(file));
            }
            return pages;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
