package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@BrowserTest
class ButtonsTest {
    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void click_isAMessageOfTheVisitor_andDisablesAllOfThem(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = offered(stage, server);
        page.choice("Tea").click();
        pipeline.say("Here you are.").end();

        assertThat(page.answers().last()).containsText("Here you are.");
        assertThat(page.questions().last()).containsText("Tea");
        assertThat(page.choice("Tea")).isDisabled();
        assertThat(page.choice("Coffee")).isDisabled();
        assertThat(server.contents())
                .containsExactly("Hi", "What will it be?", "btn:tea", "Here you are.");
    }

    @Test
    void textWrittenInstead_disablesThem(Stage stage) {
        WidgetPage page = offered(stage, stage.serve(pipeline));
        page.say("Water, please");

        assertThat(page.choice("Tea")).isDisabled();
    }

    @Test
    void reload_keepsThemDisabled(Stage stage) throws Exception {
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = offered(stage, server);
        page.choice("Coffee").click();
        pipeline.say("Here you are.").end();
        assertThat(page.answers().last()).containsText("Here you are.");
        page.page().reload();
        page.open();

        assertThat(page.choice("Tea")).isDisabled();
        assertThat(page.choice("Coffee")).isDisabled();
        assertThat(server.contents()).hasSize(4);
    }

    @Test
    void reload_keepsThoseThatWereNotUsed(Stage stage) {
        WidgetPage page = offered(stage, stage.serve(pipeline));
        page.page().reload();
        page.open().choice("Tea").click();
        pipeline.say("Here you are.").end();

        assertThat(page.answers().last()).containsText("Here you are.");
    }

    @Test
    void chosenOne_stays_andTheOthersFoldAway(Stage stage) {
        WidgetPage page = offered(stage, stage.serve(pipeline));
        page.choice("Tea").click();
        pipeline.say("Here you are.").end();
        assertThat(page.answers().last()).containsText("Here you are.");

        assertThat(page.choice("Tea")).isVisible();
        assertThat(page.choice("Coffee")).isHidden();
    }

    private WidgetPage offered(Stage stage, ChatServer server) {
        pipeline.buttons("What will it be?", "Tea", "Coffee").end();
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        assertThat(page.choice("Tea")).isEnabled();
        return page;
    }
}
