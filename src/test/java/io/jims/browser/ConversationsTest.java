package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations that are longer than a page, or over, and messages that are asked once more.
@BrowserTest
class ConversationsTest {
    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void olderMessages_comeAsOneScrollsUp_withoutAJump_behindTheGreeting(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        ScriptTag tag = ScriptTag.of(server).with("data-intro-message", "Where it all began");
        WidgetPage page = stage.open(tag).open();
        for (int i = 0; i < 40; i++) {
            page.say("question " + i);
            assertThat(page.answers().last()).containsText("Echo: question " + i);
        }
        page.page().reload();
        page.open();
        assertThat(page.shown("Echo: question 39")).isVisible();
        assertThat(page.questions()).hasCount(25);
        assertThat(page.shown("Where it all began")).hasCount(0);
        Locator first = page.shown("Echo: question 16");
        first.evaluate("node => node.scrollIntoView({ block: 'start' })");
        double before = first.boundingBox().y;
        assertThat(page.questions()).hasCount(40);

        assertThat(first.boundingBox().y).isBetween(before - 2, before + 2);
        assertThat(page.shown("Where it all began")).hasCount(1);
        assertThat(page.badge()).isHidden();
    }

    @Test
    void newConversation_losesNothing_andTheListLeadsBack(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TestServer::echo))).open();
        assertThat(page.button("Your conversations")).hasCount(0);
        page.say("about tea");
        assertShown(page.answers(), "Echo: about tea");
        page.button("New conversation").click();
        assertThat(page.messages()).hasCount(0);
        page.say("about coffee");
        assertShown(page.answers(), "Echo: about coffee");
        page.page().reload();
        page.open();
        page.button("Your conversations").click();
        Locator list = page.panel().locator("dialog.past");
        assertThat(list.locator("li")).hasCount(2);
        assertThat(list.locator("[aria-current]")).containsText("about coffee");
        page.page().keyboard().press("Escape");
        assertThat(list).hasCount(0);
        assertThat(page.panel()).isVisible();
        page.button("Your conversations").click();
        list.locator("button", new Locator.LocatorOptions().setHasText("about tea")).click();

        assertShown(page.messages(), "about tea", "Echo: about tea");
        assertThat(page.composer()).isFocused();
    }

    @ParameterizedTest
    @CsvSource({
        "bottom-right,1280,720,en",
        "bottom-left,1280,720,en",
        "bottom-left,1280,900,ar",
        "bottom-right,390,844,en",
        "bottom-right,640,256,en"
    })
    void list_standsOverThePanel_andDimsNothingOfThePage(
            String position, int width, int height, String lang, Stage stage) {
        ScriptTag tag =
                ScriptTag.of(stage.serve(TestServer::echo))
                        .with("data-position", position)
                        .with("data-lang", lang);
        WidgetPage page =
                stage.visitor(new NewContextOptions().setViewportSize(width, height))
                        .open(HostPage.with(tag))
                        .open();
        page.say("about tea");
        assertShown(page.answers(), "Echo: about tea");
        Locator whole = page.widget().locator(".panel");
        Locator tools = whole.locator("header .tool:not(.close):not(.size)");
        tools.click();
        assertThat(tools).hasCount(2);
        tools.first().click();
        Locator list = whole.locator("dialog.past");
        assertThat(list.locator("li")).hasCount(1);
        BoundingBox panel = page.still().widget().locator(".panel").boundingBox();
        BoundingBox box = list.boundingBox();

        assertThat(box.x).isGreaterThan(panel.x);
        assertThat(box.x + box.width).isLessThan(panel.x + panel.width);
        assertThat(box.y).isGreaterThan(whole.locator("header .close").boundingBox().y + 20);
        assertThat(box.y + box.height).isLessThan(panel.y + panel.height);
        assertThat(list.evaluate("list => getComputedStyle(list, '::backdrop').backgroundColor"))
                .isEqualTo("rgba(0, 0, 0, 0)");
    }

    @Test
    void newConversation_inTheMiddleOfAnAnswer_letsItEnd(Stage stage) throws Exception {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.awaitBegun();
        pipeline.stream("Half an ans");
        assertThat(page.answers()).hasCount(1);
        page.button("New conversation").click();
        assertThat(page.messages()).hasCount(0);
        pipeline.say("The whole answer").end();
        page.button("Your conversations").click();
        page.panel().locator("dialog.past li button").click();

        assertThat(page.answers().last()).containsText("The whole answer");
    }

    @Test
    void failedMessage_triedAgainAndAgain_isOneMessage_alsoAfterAReload(Stage stage)
            throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        pipeline.fail("the kettle is empty");
        page.say("Hi");
        assertThat(page.button("Try again")).isVisible();
        pipeline.fail("still empty");
        page.button("Try again").click();
        page.page().waitForCondition(() -> pipeline.unawaited() == 2);
        assertThat(page.button("Try again")).isVisible();
        assertThat(page.questions()).hasCount(1);
        page.page().reload();
        page.open();
        pipeline.say("Better now.").end();
        page.button("Try again").click();
        assertShown(page.messages(), "Hi", "Better now.");

        assertThat(server.contents()).containsExactly("Hi", "Better now.");
        page.page().reload();
        page.open();
        assertShown(page.messages(), "Hi", "Better now.");
        assertThat(page.button("Try again")).hasCount(0);
    }

    @Test
    void stoppedAnswer_canBeTriedAgain_asTheSameMessage_alsoAfterAReload(Stage stage)
            throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        pipeline.stream("Half an ans");
        assertShown(page.answers(), "Half an ans");
        page.button("Stop answering").click();
        assertThat(page.answers().getByText("Stopped")).isVisible();
        assertThat(page.button("Try again")).hasCount(1);
        page.page().reload();
        page.open();
        assertThat(page.answers().getByText("Stopped")).isVisible();
        page.button("Try again").click();
        pipeline.say("Whole").end();

        assertShown(page.messages(), "Hi", "Half an ans", "Whole");
        assertThat(page.button("Try again")).hasCount(0);
        assertThat(server.contents()).containsExactly("Hi", "Half an ans", "Whole");
    }

    @Test
    void answerThatIsStoppedBeforeItBegins_canBeTriedAgain(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        pipeline.awaitBegun();
        page.button("Stop answering").click();
        assertThat(page.questions().getByText("Stopped")).isVisible();
        page.button("Try again").click();
        pipeline.say("Whole").end();

        assertShown(page.messages(), "Hi", "Whole");
        assertThat(server.contents()).containsExactly("Hi", "Whole");
    }
}
