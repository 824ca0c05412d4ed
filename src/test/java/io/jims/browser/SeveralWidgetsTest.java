package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

@BrowserTest
class SeveralWidgetsTest {
    @Test
    void widgetsOfTwoServers_haveConversationsOfTheirOwn(Stage stage) throws Exception {
        ChatServer sales = stage.serve(context -> context.sendMessage("Sales here"));
        ChatServer support = stage.serve(context -> context.sendMessage("Support here"));
        WidgetPage page =
                stage.visitor()
                        .open(
                                HostPage.with(
                                        ScriptTag.of(sales).with("data-position", "bottom-left"),
                                        ScriptTag.of(support)));
        WidgetPage left = page.widget("data-server", sales.origin()).open().say("one");
        WidgetPage right = page.widget("data-server", support.origin()).open().say("two");

        assertShown(left.messages(), "one", "Sales here");
        assertShown(right.messages(), "two", "Support here");
        assertThat(sales.contents()).hasSize(2);
        assertThat(support.contents()).hasSize(2);
    }

    @Test
    void widgetsInOneCorner_doNotCoverEachOther(Stage stage) {
        ChatServer one = stage.serve(context -> context.sendMessage("Hello"));
        ChatServer other = stage.serve(context -> context.sendMessage("Hello"));
        WidgetPage page =
                stage.visitor().open(HostPage.with(ScriptTag.of(one), ScriptTag.of(other)));
        WidgetPage first = page.widget("data-server", one.origin());
        WidgetPage second = page.widget("data-server", other.origin());
        assertThat(first.launcher()).isVisible();
        assertThat(second.launcher()).isVisible();
        BoundingBox box = first.launcher().boundingBox();
        double distance = Math.abs(box.x - second.launcher().boundingBox().x);
        assertThat(distance).isGreaterThanOrEqualTo(box.width);
        first.open();
        second.open();

        assertThat(second.composer()).isVisible();
        assertThat(first.panel()).not().isVisible();
    }
}
