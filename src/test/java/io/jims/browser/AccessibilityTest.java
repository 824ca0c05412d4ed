package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// axe-core finds nothing, whatever state the widget is in. Nothing moves meanwhile: colours that
/// are halfway have no contrast.
@BrowserTest
class AccessibilityTest {
    private static final String MARKDOWN =
            """
            # Tea

            **Strong**, `code`, ~~struck~~ and [a link](https://example.com).

            > quoted

            1. one
            2. two

            ```java
            context.sendMessage("Hello");
            ```

            | kind | price |
            | --- | ---: |
            | green | 2 |

            All of it is written down [1].

            [1]: https://example.com/prices "Price list"
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyState_hasNoViolation(ColorScheme scheme, Stage stage) {
        walk(stage, new NewContextOptions().setColorScheme(scheme), "");
    }

    @Test
    void rightToLeft_hasNoViolation(Stage stage) {
        walk(stage, new NewContextOptions(), "ar");
    }

    @Test
    void phone_hasNoViolation(Stage stage) {
        walk(
                stage,
                new NewContextOptions()
                        .setViewportSize(390, 844)
                        .setIsMobile(true)
                        .setHasTouch(true),
                "");
    }

    @Test
    void forcedColours_haveNoViolation(Stage stage) {
        walk(stage, new NewContextOptions().setForcedColors(ForcedColors.ACTIVE), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffff00", "#777777", "#000000"})
    void anyAccent_hasNoViolation(String accent, Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline)).with("data-accent", accent);
        WidgetPage page = still(stage, new NewContextOptions(), tag).open().say("Hi");
        pipeline.buttons(MARKDOWN, "Tea").end();
        assertThat(page.choice("Tea")).isVisible();

        assertNoViolation(page, accent);
    }

    @Test
    void lostConnection_hasNoViolation(Stage stage) {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = still(stage, new NewContextOptions(), ScriptTag.of(server)).open();
        page.say("Hi");
        pipeline.say("Hello").end();
        assertThat(page.answers()).hasCount(1);
        server.stop();
        page.say("And now?");
        assertThat(page.connectivity()).containsText("Reconnecting");

        assertNoViolation(page, "reconnecting");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void demoPage_hasNoViolation(ColorScheme scheme, Stage stage) {
        WidgetPage page =
                stage.visitor(new NewContextOptions().setColorScheme(scheme))
                        .open(stage.serve(pipeline).origin() + "/");
        assertThat(page.launcher()).isVisible();

        assertNoViolation(page, "demo page");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, ar"})
    void wherever_itStands_itHasNoViolation(ColorScheme scheme, String lang, Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag = ScriptTag.of(server).with("data-lang", lang);
        NewContextOptions options =
                new NewContextOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE);
        Visitor visitor = stage.visitor(options);
        String inline =
                "<div style='height: 500px'>%s</div>"
                        .formatted(tag.with("data-mode", "inline").html());
        WidgetPage page = visitor.open(HostPage.with().body(inline)).say("Hi");
        assertThat(page.answers()).hasCount(1);
        assertNoViolation(page, "inline");
        page.widget().locator(".size").click();
        assertThat(page.widget().locator(".size")).hasAttribute("aria-pressed", "true");
        assertNoViolation(page, "inline, expanded");
        page = visitor.open(HostPage.with(tag.with("data-mode", "full")));
        assertThat(page.answers()).hasCount(1);
        assertNoViolation(page, "full");
        page = visitor.open(HostPage.with(tag.with("data-mode", "side"))).open();
        assertNoViolation(page, "side");
        page.close();
        page = visitor.open(HostPage.with(tag)).open();
        page.widget().locator(".size").click();
        assertThat(page.widget().locator(".grip")).hasCount(1);
        assertNoViolation(page, "expanded");
        page.widget().locator(".size").click();
        assertNoViolation(page, "with a corner to drag");
        page = stage.visitor(options).open(HostPage.with(tag.with("data-teaser", "Questions?")));
        page.widget().locator(".teaser").waitFor();
        assertNoViolation(page, "teaser");
        page = visitor.open(HostPage.with(tag.with("data-launcher", "none")));
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.open())");
        page.composer().waitFor();
        assertNoViolation(page, "without a button");
    }

    private void walk(Stage stage, NewContextOptions options, String lang) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(pipeline))
                        .with("data-lang", lang)
                        .with("data-intro-message", "Welcome to **the shop**")
                        .with("data-starters", "[\"How much is tea?\", \"And coffee?\"]")
                        .with("data-assistant-name", "Ada")
                        .with("data-avatar", "/static/icon.svg");
        WidgetPage page = still(stage, options, tag);
        assertThat(page.launcher()).isVisible();
        assertNoViolation(page, "closed");
        page.open();
        assertThat(page.panel().locator(".starters button")).hasCount(2);
        assertNoViolation(page, "open");
        page.say("Hi");
        pipeline.status("Looking at the clock");
        assertThat(page.status()).containsText("Looking");
        assertNoViolation(page, "status");
        pipeline.stream("Half an ans");
        assertThat(page.answers().last()).containsText("Half");
        assertNoViolation(page, "streaming");
        pipeline.buttons(MARKDOWN, "Tea", "Coffee").end();
        assertThat(page.choice("Tea")).isVisible();
        page.answers().last().locator(".rate.down").click();
        assertThat(page.answers().last().locator(".comment input")).isFocused();
        assertNoViolation(page, "buttons and the line for a comment");
        page.choice("Tea").click();
        assertThat(page.choice("Tea")).isDisabled();
        pipeline.fail("the kettle is empty");
        assertThat(page.widget().locator(".problem").first()).isVisible();
        assertNoViolation(page, "error");
        page.composer().press("Escape");
        assertThat(page.panel()).not().isVisible();
        assertNoViolation(page, "closed again");
    }

    private static WidgetPage still(Stage stage, NewContextOptions options, ScriptTag tag) {
        return stage.visitor(options.setReducedMotion(ReducedMotion.REDUCE))
                .open(HostPage.with(tag));
    }

    static void assertNoViolation(WidgetPage page, String state) {
        AxeRunOptions violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        List<String> violations =
                new AxeBuilder(page.page())
                                .options(violationsOnly)
                                .setLegacyMode(
                                        true) // there are no frames; the other mode opens a page
                                .analyze()
                                .getViolations()
                                .stream()
                                .flatMap(rule ->
                                        rule.getNodes().stream().map(node -> describe(rule, node)))
                                .toList();

        assertThat(violations).as(state).isEmpty();
    }

    private static String describe(Rule rule, CheckedNode node) {
        return rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary();
    }
}
