package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.jims.core.PageAction;
import io.jims.core.ThreadContext;
import io.jims.testing.UploadClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pictures of the optional parts, for people to look at, under `target/screenshots`: with
/// `-Djims.pictures=true`. Each part has a test of its own for what can be held without eyes.
@BrowserTest
@EnabledIfSystemProperty(named = "jims.pictures", matches = "true")
class PartsScreenshotTest {
    @ParameterizedTest
    @EnumSource
    void startersSourcesRatingsActionsAndFiles(ScreenshotTest.Look look, Stage stage) {
        ChatServer server =
                stage.serve(
                                PartsScreenshotTest::sell,
                                List.of(new PageAction("cart", "Fills it", Map.of(), "Buy it?")))
                        .takeFiles(100_000);
        ScriptTag tag =
                ScriptTag.of(server)
                        .with("data-lang", look.language())
                        .with("data-starters", "[\"Which tea is new?\", \"When do you open?\"]")
                        .with("data-assistant-name", "Ada")
                        .with("data-avatar", server.origin() + "/static/icon.svg")
                        .with("data-intro-message", "Welcome! Ask me about tea.");
        WidgetPage page =
                stage.visitor(look.options().setReducedMotion(ReducedMotion.REDUCE))
                        .open(HostPage.with(tag))
                        .open();
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.tool('cart', () => 'done'))");
        assertThat(page.panel().locator(".starters button")).hasCount(2);
        ScreenshotTest.keep(page, look.prefix() + "starters");
        page.panel().locator(".starters button").first().click();
        assertThat(page.answers().last().locator(".sources li")).hasCount(2);
        page.answers().last().locator(".rate.down").click();
        assertThat(page.answers().last().locator(".comment input")).isFocused();
        ScreenshotTest.keep(page, look.prefix() + "sources-comment");
        page.say("buy");
        assertThat(page.panel().locator(".asked")).isVisible();
        ScreenshotTest.keep(page, look.prefix() + "asked");
        page.panel().locator(".asked button").first().click();
        assertThat(page.answers()).hasCount(3);
        page.panel()
                .locator("input[type=file]")
                .setInputFiles(
                        new FilePayload[] {
                            new FilePayload("leaves.png", "image/png", UploadClient.PNG),
                            new FilePayload(
                                    "a-receipt-of-a-long-name-indeed.pdf", "", UploadClient.PDF),
                            new FilePayload("big.png", "image/png", UploadClient.png(200_000))
                        });
        assertThat(page.panel().locator(".tray .trouble")).hasCount(1);
        assertThat(page.panel().locator(".tray progress")).hasCount(0);
        ScreenshotTest.keep(page, look.prefix() + "files-tray");
        page.say("What is this?");
        assertThat(page.panel().locator(".files a")).hasCount(2);
        assertThat(page.answers()).hasCount(4);
        ScreenshotTest.keep(page, look.prefix() + "files-sent");
        page.log().evaluate("log => log.scrollTo(0, 0)");
        assertThat(page.panel().locator(".to-end")).isVisible();
        ScreenshotTest.keep(page, look.prefix() + "away-from-the-newest");
    }

    private static void sell(ThreadContext context) throws InterruptedException {
        String text = context.lastUserMessage().orElseThrow();
        if (text.equals("buy")) {
            context.sendMessage("" + context.call("cart", Map.of(), Duration.ofSeconds(30)));
        } else {
            context.sendMessage(
                    """
                    The first harvest of this spring is here [1]. It is *fresh*, and costs as much as that of last \
                    year [2].

                    [1]: https://example.com/spring "Harvest of the spring"
                    [2]: https://example.com/prices
                    """);
        }
    }
}
