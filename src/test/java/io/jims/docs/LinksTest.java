package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Links of the documentation lead somewhere. Addresses in the network are not asked.
class LinksTest {
    private static final Pattern HREF = Pattern.compile("<item [^>]*href=\"([^\"]+)\\.html\"");

    @Test
    void everyLink_leadsToAFile_andItsAnchorToAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : written()) {
            for (String link : page.links()) {
                if (!link.matches("[a-z]+:.*") && !leads(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPage_isInTheMenu_andInTheOverview() throws IOException {
        List<String> menu =
                HREF.matcher(Files.readString(Path.of("src", "site", "site.xml")))
                        .results()
                        .map(item -> item.group(1) + ".md")
                        .toList();
        List<String> pages =
                MarkdownPage.all().stream().map(p -> p.file().getFileName().toString()).toList();

        assertThat(menu).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(MarkdownPage.named("index.md").links())
                .containsAll(pages.stream().filter(name -> !name.equals("index.md")).toList());
    }

    @Test
    void readme_isForSomeoneInAHurry() throws IOException {
        assertThat(MarkdownPage.readme().text().lines().count()).isLessThanOrEqualTo(150);
    }

    @Test
    void everyPage_hasOneTitle() throws IOException {
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(page.text()).as(page.toString()).startsWith("# ");
        }
    }

    private static List<MarkdownPage> written() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>(MarkdownPage.all());
        pages.add(MarkdownPage.readme());
        try (Stream<Path> files = Files.list(Path.of(".github"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                pages.add(MarkdownPage.read(file));
            }
        }
        return pages;
    }

    private static boolean leads(MarkdownPage page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty()
                        ? page.file()
                        : page.file().toAbsolutePath().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || MarkdownPage.read(target).anchors().contains(parts[1]);
    }
}
