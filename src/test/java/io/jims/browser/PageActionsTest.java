package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.core.PageAction;
import io.jims.core.PageActionException;
import io.jims.core.ThreadContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the page does because the assistant asks it to.
@BrowserTest
class PageActionsTest {
    private static final String QUESTION = "Put it into the cart?";
    private static final PageAction QUIET = new PageAction("look", "Looks", Map.of(), null);
    private static final PageAction ASKED =
            new PageAction("addToCart", "Puts an article into the cart", Map.of(), QUESTION);
    private static final List<PageAction> ACTIONS = List.of(QUIET, ASKED);

    /// Counts its calls in the page's own window.
    private static final String TOOLS =
            """
            () => {
                window.calls = [];
                const chat = JimsWidget.mount();
                chat.tool("look", async (input) => ({ seen: window.calls.push(input), ...input }));
                chat.tool("addToCart", (input) => {
                    window.calls.push(input);
                    if (input.sku === "none") throw new Error("sold out");
                    return "added " + input.sku;
                });
            }
            """;

    @Test
    void call_isDoneByTheTabThatAsked_once_alsoAfterAReloadOfBoth(Stage stage) {
        Visitor visitor = stage.visitor();
        HostPage host = HostPage.with(served(stage));
        WidgetPage one = offering(visitor.open(host).open());
        one.say("look A1");
        assertThat(one.answers().last()).containsText("{seen=1, sku=A1}");
        WidgetPage two = offering(visitor.open(host).open());
        assertThat(two.answers()).hasCount(1);
        two.say("look B2");
        assertThat(one.answers().last()).containsText("{seen=1, sku=B2}");
        assertThat(calls(one)).isEqualTo(1);
        assertThat(calls(two)).isEqualTo(1);
        one.page().reload();
        two.page().reload();
        offering(one.open());
        offering(two.open());
        assertThat(one.answers()).hasCount(2);

        assertThat(calls(one)).isZero();
        assertThat(calls(two)).isZero();
        one.say("look C3");
        assertThat(two.answers().last()).containsText("{seen=1, sku=C3}");
        assertThat(calls(two)).isZero();
    }

    @Test
    void confirm_asksTheVisitor_whoMayRefuse_byKeyboardToo(Stage stage) {
        WidgetPage page = offering(stage.open(served(stage)).open());
        page.say("addToCart A1");
        Locator asked = page.panel().locator(".asked");
        assertThat(asked).containsText(QUESTION);
        assertThat(page.announcer()).hasText(QUESTION);
        AccessibilityTest.assertNoViolation(page, "asked");
        assertThat(calls(page)).isZero();
        page.button("No").click();
        assertThat(page.answers().last()).containsText("FAILED the visitor did not agree");
        assertThat(calls(page)).isZero();

        page.say("addToCart B2");
        page.button("Yes").focus();
        page.page().keyboard().press("Enter");
        assertThat(page.answers().last()).containsText("added B2");
        assertThat(asked).hasCount(0);
        assertThat(page.composer()).isFocused();
        assertThat(calls(page)).isEqualTo(1);
        page.say("addToCart none");
        page.button("Yes").click();
        assertThat(page.answers().last()).containsText("FAILED Error: sold out");
    }

    @Test
    void question_ofAnAnswerThatIsStopped_isWithdrawn_andNothingDone(Stage stage) {
        WidgetPage page = offering(stage.open(served(stage)).open());
        page.say("addToCart A1");
        assertThat(page.panel().locator(".asked")).isVisible();
        page.button("Stop answering").click();

        assertThat(page.panel().locator(".asked")).hasCount(0);
        assertThat(page.log().getByText("Stopped")).isVisible();
        assertThat(calls(page)).isZero();
    }

    @Test
    void question_fromRightToLeft_standsAtItsSide(Stage stage) {
        ScriptTag tag = served(stage).with("data-lang", "ar");
        WidgetPage page = offering(stage.open(tag).open());
        page.say("addToCart A1");
        Locator buttons = page.panel().locator(".asked button");
        assertThat(buttons).hasText(new String[] {"نعم", "لا"});
        AccessibilityTest.assertNoViolation(page, "asked in Arabic");

        assertThat(buttons.first().boundingBox().x).isGreaterThan(buttons.last().boundingBox().x);
    }

    @Test
    void connectionThatBreaksMeanwhile_getsTheResultAllTheSame_andNoSecondCall(Stage stage)
            throws Exception {
        ChatServer server = stage.serve(PageActionsTest::act, ACTIONS);
        Line line = stage.lineTo(server);
        WidgetPage page = offering(stage.open(ScriptTag.of(line.origin())).open());
        page.say("addToCart A1");
        assertThat(page.panel().locator(".asked")).isVisible();
        line.cut();
        page.button("Yes").click();
        line.mend();

        assertThat(page.answers().last()).containsText("added A1");
        assertThat(calls(page)).isEqualTo(1);
        assertThat(server.events("jims.widget.call")).hasSize(1);
    }

    private static ScriptTag served(Stage stage) {
        return ScriptTag.of(stage.serve(PageActionsTest::act, ACTIONS));
    }

    private static WidgetPage offering(WidgetPage page) {
        page.page().evaluate(TOOLS);
        return page;
    }

    private static int calls(WidgetPage page) {
        return (Integer) page.page().evaluate("window.calls.length");
    }

    private static void act(ThreadContext context) throws InterruptedException {
        List<String> words = List.of(context.lastUserMessage().orElseThrow().split(" ", 2));
        try {
            Object result =
                    context.call(words.get(0), Map.of("sku", words.get(1)), Duration.ofSeconds(30));
            context.sendMessage(String.valueOf(result));
        } catch (PageActionException e) {
            context.sendMessage(e.reason() + " " + e.getMessage());
        }
    }
}
