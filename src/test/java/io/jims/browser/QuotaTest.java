package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jims.admission.Quotas;
import io.jims.admission.budget.DailyQuotas;
import io.jims.store.RateLimit;
import io.jims.testing.TestQuotas;
import io.jims.testing.TestServer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a visitor sees who wants more than the server gives.
@BrowserTest
class QuotaTest {
    private static final Quotas ONE_IN_SIX_SECONDS =
            new Quotas(
                    new RateLimit(1, Duration.ofSeconds(6), 1),
                    null,
                    null,
                    null,
                    0,
                    1,
                    0,
                    DailyQuotas.NONE);

    @Test
    void fasterThanAllowed_isSaidWithTheWait_andSentByItself(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo, ONE_IN_SIX_SECONDS);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        assertShown(page.answers(), "Echo: one");
        page.say("two");

        assertThat(page.log().locator(".problem"))
                .hasText(
                        Pattern.compile(
                                "You are writing faster than the assistant may answer\\."
                                        + " Trying again in \\d seconds?\\."));
        assertShown(page.answers(), "Echo: one", "Echo: two");
        assertThat(page.log().locator(".problem")).hasCount(0);
        assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
    }

    @Test
    void dayThatIsSpent_isSaidWithItsEnd(Stage stage) {
        ChatServer server =
                stage.serve(TestServer::echo, TestQuotas.daily(new DailyQuotas(0, 0, 1, 0, 0)));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("one");
        assertShown(page.answers(), "Echo: one");
        page.say("two");
        Locator problem = page.log().locator(".problem");

        assertThat(problem).containsText("The assistant has reached its limit for now.");
        assertThat(problem)
                .containsText(
                        Pattern.compile("You can try again in \\d+ (hour|minute|second)s?\\."));
        assertThat(page.button("Try again")).isDisabled();
    }
}
