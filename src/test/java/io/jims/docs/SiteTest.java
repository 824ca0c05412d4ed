package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is done with the pages that the site's skin made.
@Timeout(60)
class SiteTest {
    private static final String PAGE =
            """
            <html><body><h1 id="banner">jims-widget</h1><main id="bodyColumn">
            <section><a id="The_title"></a><h1>The title</h1>
            <p>First <a href="../../../scripts/run">run</a> it. <img src="../resources/images/a.png"></p>
            <h2>What <code>--app</code> may name</h2><p>a &amp; b</p>
            <h2>Again</h2><h2>Again</h2><a href="other.html#again-1">there</a>
            </section></main></body></html>
            """;

    @TempDir private Path site;

    private String page;

    @BeforeEach
    void finish() throws Exception {
        Files.writeString(site.resolve("page.html"), PAGE);
        Files.createDirectories(site.resolve("js"));
        Files.writeString(site.resolve("js/mermaid.min.js"), "// is not fetched again");
        runFinish();
        page = Files.readString(site.resolve("page.html"));
    }

    @Test
    void headings_haveTheAnchorsOfAForge() {
        assertThat(page)
                .contains("<h2 id=\"what---app-may-name\">")
                .contains("<h2 id=\"again\">")
                .contains("<h2 id=\"again-1\">");
    }

    @Test
    void links_thatLeaveTheSite_areNone_andImagesAreFound() {
        assertThat(page)
                .contains("First <code>run</code> it.")
                .contains("src=\"images/a.png\"")
                .contains("<a href=\"other.html#again-1\">");
    }

    @Test
    void sections_areInTheIndex() throws IOException {
        assertThat(Files.readString(site.resolve("js/search-index.js")))
                .startsWith("window.searchIndex = [")
                .contains("\"heading\":\"What --app may name\",\"text\":\"a & b\"")
                .contains("\"anchor\":\"again-1\"");
    }

    @Test
    void finishingTwice_changesNothing() throws Exception {
        runFinish();

        assertThat(site.resolve("page.html")).hasContent(page);
    }

    private void runFinish() throws Exception {
        Process process =
                new ProcessBuilder("node", "src/site/finish.mjs", site.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
