package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The search of the documentation's site, on pages that are opened as files.
@BrowserTest
class DocumentationSearchTest {
    private static final String PAGE =
            """
            <!doctype html><title>Limits</title><div id="banner"></div>
            <main><h1>Limits</h1><p>Everything is bounded.</p><h2>What a day may cost</h2>
            <p>Tokens and <code>--daily-messages</code>.</p></main>
            <script src="js/search-index.js"></script><script src="js/site.js"></script>
            """;

    @TempDir private Path site;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(site.resolve("js"));
        Files.writeString(site.resolve("limits.html"), PAGE);
        Files.writeString(site.resolve("js/mermaid.min.js"), "// is not fetched");
        Files.copy(Path.of("src/site/resources/js/site.js"), site.resolve("js/site.js"));
        assertThat(
                        new ProcessBuilder("node", "src/site/finish.mjs", site.toString())
                                .start()
                                .waitFor())
                .isZero();
    }

    @Test
    void search_findsTheSection_andLeadsThere(Stage stage) {
        Page page = stage.visitor().open(site.resolve("limits.html").toUri().toString()).page();
        Locator field = page.getByLabel("Search the documentation");

        field.fill("daily tokens");
        assertThat(page.locator(".search a")).hasText("What a day may costLimits");
        field.press("Enter");
        assertThat(page).hasURL(Pattern.compile("limits\\.html#what-a-day-may-cost$"));
        field.fill("nothing has this");
        assertThat(page.locator(".search a")).hasCount(0);
    }
}
