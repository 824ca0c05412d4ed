package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@BrowserTest
class KeyboardTest {
    private static final String FOCUSED =
            """
            () => {
              let node = document.activeElement;
              while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
              if (node === document.body) return "the browser";
              const { outlineStyle, boxShadow, outlineWidth } = getComputedStyle(node);
              const isMarked = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
                || getComputedStyle(node.closest("form, .composer") ?? node).outlineStyle !== "none"
                || getComputedStyle(node.closest("form, .composer") ?? node).boxShadow !== "none";
              return (node.getAttribute("aria-label") || node.textContent.trim() || node.tagName)
                + (isMarked ? "" : " (no focus mark)");
            }
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void keyboardAlone_opensChatsAndCloses(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline)));
        Keyboard keyboard = page.page().keyboard();
        assertThat(page.launcher()).isVisible();
        page.page().locator("#own").focus();
        keyboard.press("Tab");
        assertThat(page.launcher()).isFocused();
        keyboard.press("Enter");
        assertThat(page.composer()).isFocused();
        keyboard.type("Hi");
        keyboard.press("Enter");
        pipeline.say("Hello").end();
        assertThat(page.answers()).hasCount(1);
        assertThat(page.composer()).isFocused();
        keyboard.press("Escape");

        assertThat(page.panel()).not().isVisible();
        assertThat(page.launcher()).isFocused();
    }

    @Test
    void tab_reachesEveryControl_andShowsWhereItIs(Stage stage) {
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        assertThat(page.choice("Tea")).isEnabled();
        page.composer().fill("draft");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            page.page().keyboard().press("Tab");
            reached.add((String) page.page().evaluate(FOCUSED));
        }

        assertThat(reached).anyMatch(name -> name.contains("New conversation"));
        assertThat(reached).anyMatch(name -> name.contains("Close chat"));
        assertThat(reached).anyMatch(name -> name.contains("Tea"));
        assertThat(reached).anyMatch(name -> name.contains("Coffee"));
        assertThat(reached).anyMatch(name -> name.contains("Copy"));
        assertThat(reached).anyMatch(name -> name.contains("Send"));
        assertThat(reached).noneMatch(name -> name.endsWith("(no focus mark)"));
    }

    @Test
    void choice_isMadeByKeyboard_andFocusIsNotLost(Stage stage) {
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        page.choice("Tea").focus();
        page.page().keyboard().press("Enter");
        pipeline.say("Here you are.").end();
        assertThat(page.answers()).hasCount(2);

        assertThat((String) page.page().evaluate(FOCUSED)).isNotEqualTo("BODY");
        assertThat((Boolean) page.page().evaluate("document.activeElement !== document.body"))
                .isTrue();
    }

    @Test
    void keysInTheComposer_areNotThePagesShortcuts(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(pipeline));
        WidgetPage page = stage.open(tag).open();
        page.page()
                .evaluate(
                        "window.heard = []; window.addEventListener('keydown', (e) => heard.push(e.key))");
        page.composer().pressSequentially("s?/");
        assertThat(page.page().evaluate("window.heard.length")).isEqualTo(0);
        page.page().locator("#own").press("s");

        assertThat(page.page().evaluate("window.heard.length")).isEqualTo(1);
    }

    @Test
    void closeButton_isTheOnlyOne_andReturnsTheFocus(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        assertThat(page.button("Close chat")).isVisible();
        assertThat(page.launcher()).isHidden(); // which would close it, too
        page.button("Close chat").click();

        assertThat(page.panel()).not().isVisible();
        assertThat(page.launcher()).isFocused();
    }

    @Test
    void escape_closesItsOwnPanelOnly(Stage stage) {
        ChatServer server = stage.serve(pipeline);
        ScriptTag tag = ScriptTag.of(server);
        WidgetPage page =
                stage.visitor()
                        .open(
                                HostPage.with(
                                        tag.with("data-position", "bottom-left")
                                                .with("data-contact-id", "ann"),
                                        tag.with("data-position", "bottom-right")));
        WidgetPage left = page.widget("data-position", "bottom-left").open();
        WidgetPage right = page.widget("data-position", "bottom-right").open();
        right.composer().press("Escape");

        assertThat(right.panel()).not().isVisible();
        assertThat(left.panel()).isVisible();
    }
}
