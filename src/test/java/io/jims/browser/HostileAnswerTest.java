package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.core.Button;
import io.jims.core.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@BrowserTest
class HostileAnswerTest {
    private static final String END = GiantAnswers.END;

    private static final int MANY = 20_000;

    private static final Map<String, String> BOMBS =
            Map.ofEntries(
                    Map.entry("quotes", ">".repeat(MANY) + "x"),
                    Map.entry("brackets", "[".repeat(MANY) + "x"),
                    Map.entry("links", "[a](".repeat(MANY / 4)),
                    Map.entry("stars", "*a_ ".repeat(MANY / 4)),
                    Map.entry("strong", "**a".repeat(MANY / 4) + "b**".repeat(MANY / 4)),
                    Map.entry("backticks", "`a``".repeat(MANY / 4)),
                    Map.entry("lists", "- ".repeat(MANY / 10) + "x"),
                    Map.entry(
                            "table",
                            "|a".repeat(200)
                                    + "\n"
                                    + "|-".repeat(200)
                                    + "\n"
                                    + ("|b".repeat(200) + "\n").repeat(50)),
                    Map.entry("tags", "<a ".repeat(MANY / 4)),
                    Map.entry("entities", "&amp;".repeat(MANY / 4)),
                    Map.entry("word", "x".repeat(MANY)));

    /// A task of the page may take so many times as long as building and laying out 1,000 plain
    /// paragraphs, which takes 14 ms on a quiet machine of two cores. The worst measured 4.
    private static final double MOMENT = 10;

    /// Elements that one task may make.
    private static final int ELEMENTS = 1_000;

    private static final String ATTACKS =
            """
            <script>window.hacked = 1</script>

            <img src=x onerror="window.hacked = 1">

            <svg/onload=window.hacked=1> <iframe src="javascript:parent.hacked=1"></iframe>

            [script](javascript:window.hacked=1) [case](JaVaScRiPt:window.hacked=1)
            [tab](java&#9;script:window.hacked=1) [entity](&#106;avascript:window.hacked=1)
            [blank]( javascript:window.hacked=1) [angle](<java
            script:window.hacked=1>) [data](data:text/html,<script>opener.hacked=1</script>)
            [vb](vbscript:hacked) [file](file:///etc/passwd) [blob](blob:x) [rel](//evil.example)

            <javascript:window.hacked=1> <a href="javascript:window.hacked=1">raw</a>

            ![picture](x" onerror="window.hacked=1) ![p](javascript:window.hacked=1)

            [quote](https://example.com/" onmouseover="window.hacked=1)

            [ref]: javascript:window.hacked=1
            [ref] [ref][ref]

            ```"><script>window.hacked=1</script>
            </code></pre><script>window.hacked=1</script>
            ```

            | <script>window.hacked=1</script> |
            |-|
            | <img src=x onerror=window.hacked=1> |

            END-OF-ANSWER
            """;

    @Test
    void scripts_stayText_andLinksLeadToWebAddressesOnly(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page = asked(stage, visitor, ATTACKS);
        Locator answer = page.answers().last();
        for (Locator link : answer.locator("a").all()) {
            assertThat(link.getAttribute("href")).matches("(?i)(https?|mailto|tel):.*");
            assertThat(link.getAttribute("rel")).isEqualTo("noopener noreferrer");
            link.hover();
        }

        assertThat(answer.locator("script, iframe, svg[onload], object, [onerror], [onmouseover]"))
                .hasCount(0);
        assertThat(answer).containsText("<script>window.hacked = 1</script>");
        assertThat(page.page().evaluate("window.hacked")).isNull();
        assertThat(visitor.requests()).noneMatch(url -> url.contains("evil") || url.endsWith("/x"));
    }

    @Test
    void remotePicture_isNotAskedFor_unlessTheTagAllowsIt(Stage stage) {
        String picture = stage.site().putPicture("/picture.svg");
        ChatServer server =
                stage.serve(
                        context -> context.sendMessage("![a square](" + picture + ")\n\n" + END));
        Visitor careful = stage.visitor();
        WidgetPage page = careful.open(HostPage.with(ScriptTag.of(server))).open().say("Hi");
        assertThat(page.shown(END)).isVisible();
        assertThat(careful.requests()).doesNotContain(picture);
        assertThat(page.answers().last()).containsText("a square");

        Visitor trusting = stage.visitor();
        ScriptTag allowing = ScriptTag.of(server).with("data-allow-images", "true");
        WidgetPage shown = trusting.open(HostPage.with(allowing)).open().say("Hi");
        assertThat(shown.answers().last().locator("img[alt='a square']")).isVisible();
        assertThat(trusting.requests()).contains(picture);
    }

    @Test
    void buttons_areTextToo(Stage stage) {
        String label = "<img src=x onerror=window.hacked=1>";
        ChatServer server =
                stage.serve(context ->
                        context.sendMessage(
                                END, List.of(List.of(new Button(label, "\"><script>")))));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        page.choice(label).click();

        assertThat(page.questions().last()).containsText(label);
        assertThat(page.page().evaluate("window.hacked")).isNull();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void bomb_costsThePageAMomentAtATime(String bomb, Stage stage) {
        String answer = BOMBS.get(bomb) + "\n\n" + END;

        assertCheap(stage, context -> context.sendMessage(answer), 100);
    }

    @ParameterizedTest
    @MethodSource("giants")
    void giant_costsThePageAMomentAtATime(String giant, Stage stage) {
        String answer = Objects.requireNonNull(GiantAnswers.ALL.get(giant));

        assertCheap(stage, context -> context.sendMessage(answer), 2);
    }

    static Set<String> giants() {
        return GiantAnswers.ALL.keySet();
    }

    static Set<String> bombs() {
        return BOMBS.keySet();
    }

    @Test
    void shortLinesInPieces_costThePageAMomentAtATime(Stage stage) {
        assertCheap(
                stage,
                context -> {
                    for (int i = 0; i < 200; i++) {
                        context.stream("short line\n".repeat(100));
                    }
                },
                2);
    }

    @Test
    void bombInPieces_costsThePageAMomentAtATime(Stage stage) {
        assertCheap(
                stage,
                context -> {
                    for (int i = 0; i < 400; i++) {
                        context.stream("- *a **b `c [d](e) > " + i + "\n");
                    }
                    context.stream("\n\n" + END);
                },
                100);
    }

    private static void assertCheap(Stage stage, Pipeline pipeline, int portions) {
        GiantAnswers.Cost cost = GiantAnswers.read(stage, pipeline, portions);

        assertThat(cost.elements()).isBetween(1, ELEMENTS);
        assertThat(cost.longest().inReferences()).isLessThan(MOMENT);
    }

    private static WidgetPage asked(Stage stage, Visitor visitor, String answer) {
        ChatServer server = stage.serve(context -> context.sendMessage(answer));
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open().say("Hi");
        Locator end = page.shown(END).last();
        Locator more = page.button("Show more");
        assertThat(end.or(more).last()).isVisible();
        while (!end.isVisible()) {
            more.click();
            assertThat(end.or(more).last()).isVisible();
        }
        return page;
    }
}
