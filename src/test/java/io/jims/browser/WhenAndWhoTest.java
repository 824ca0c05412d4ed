package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When messages were written, and by whom.
@BrowserTest
class WhenAndWhoTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String AUTHORED = "\"role\":\"assistant\",\"author\":{\"name\":\"Grace\"}";

    @Test
    void times_areThoseOfTheVisitorsCountryAndZone_inBothTabs_andNotReadAloud(Stage stage) {
        Visitor visitor =
                stage.visitor(
                        new NewContextOptions().setLocale("en-GB").setTimezoneId(TOKYO.getId()));
        HostPage host = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        WidgetPage one = visitor.open(host).open().say("Hi");
        WidgetPage two = visitor.open(host).open();
        for (WidgetPage page : List.of(one, two)) {
            assertThat(page.messages().locator("time")).hasCount(2);
            for (Locator time : page.messages().locator("time").all()) {
                Instant at = Instant.parse(time.getAttribute("datetime"));
                assertThat(time)
                        .hasText(DateTimeFormatter.ofPattern("HH:mm").withZone(TOKYO).format(at));
            }
            assertThat(page.panel().locator(".day")).hasCount(0);
        }
        assertThat(one.announcer()).hasText("Answer: Echo: Hi");
        List<String> before = one.messages().locator("time").allTextContents();
        one.page().reload();

        assertThat(one.open().messages().locator("time")).hasText(before.toArray(String[]::new));
    }

    @Test
    void dayLines_standWhereADayBegins_alsoAfterAReload_fromRightToLeft(Stage stage) {
        Visitor visitor = stage.visitor(new NewContextOptions().setLocale("ar"));
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", "ar");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        assertThat(page.panel().locator(".day")).hasCount(0);
        visitor.context().clock().setFixedTime(Date.from(Instant.now().plusSeconds(86_400)));
        page.page().reload();
        page.open();
        assertThat(page.panel().locator(".day")).hasText("أمس");
        visitor.context().clock().setFixedTime(Date.from(Instant.now().plusSeconds(86_400 * 9)));
        page.page().reload();
        page.open();

        assertThat(page.panel().locator(".day")).containsText("م");
        assertThat(page.panel().locator(".day")).hasCount(1);
        assertThat(page.panel().locator(".messages > :first-child")).hasClass("day");
    }

    @Test
    void nameAndPicture_standOnceAboveAnswersInARow(Stage stage) {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        Visitor visitor = stage.visitor();
        ScriptTag tag =
                ScriptTag.of(server)
                        .with("data-intro-message", "Welcome")
                        .with("data-assistant-name", "Ada")
                        .with("data-avatar", server.origin() + "/static/icon.svg");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        pipeline.say("One").say("Two").end();
        assertShown(page.answers(), "Welcome", "One", "Two");
        assertThat(page.answers().locator(".author")).hasText(new String[] {"Ada", "Ada"});
        assertThat(page.answers().locator(".author img")).hasCount(2);
        assertThat(page.answers().last()).containsText("Ada: ");

        WidgetPage other = visitor.open(HostPage.with(tag)).open();
        assertThat(other.answers().locator(".author")).hasText(new String[] {"Ada", "Ada"});
        page.page().reload();
        assertThat(page.open().answers().locator(".author")).hasCount(2);
        assertThat(visitor.requests()).contains(server.origin() + "/static/icon.svg");
    }

    @Test
    void name_inAnotherScript_standsAtTheSideOfThePanel(Stage stage) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-lang", "ar")
                        .with("data-intro-message", "Welcome")
                        .with("data-assistant-name", "Ada");
        WidgetPage page = stage.open(tag).open();
        BoundingBox name = page.still().answers().locator(".author bdi").boundingBox();
        BoundingBox body = page.answers().locator(".body").boundingBox();

        assertThat(name.x + name.width).isEqualTo(body.x + body.width, within(4.0));
    }

    @Test
    void pictureThatDoesNotCome_leavesNothingBehind(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag =
                ScriptTag.of(server)
                        .with("data-intro-message", "Welcome")
                        .with("data-avatar", server.origin() + "/static/none.png");
        WidgetPage page = stage.open(tag).open();

        assertThat(page.answers().locator(".author img")).isHidden();
        assertThat(page.answers().locator(".author")).hasText("Assistant");
    }

    @Test
    void personWhoAnswers_isNamed_wherePersonAndAssistantFollowEachOther(Stage stage) {
        Visitor visitor = stage.visitor();
        ServerWordsTest.replacing(visitor, "\"role\":\"assistant\"", AUTHORED);
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-intro-message", "Welcome")
                        .with("data-assistant-name", "Ada");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertShown(page.answers(), "Welcome", "Echo: Hi");

        assertThat(page.answers().locator(".author")).hasText(new String[] {"Ada", "GGrace"});
        page.page().reload();
        assertThat(page.open().answers().locator(".author").last()).hasText("GGrace");
    }
}
