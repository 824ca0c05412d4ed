package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the visitor's page tells the app.
@BrowserTest
class PageTellsTest {
    @Test
    void page_tellsItsAddressWithoutQuery_andTitle_whereTheTagSaysSo(Stage stage) {
        ChatServer server = serve(stage);
        String url = stage.site().put(HostPage.with(asking(server)));
        WidgetPage page = stage.visitor().open(url + "?session=secret#top").open().say("Hi");

        assertShown(page.answers(), "{url=" + url + ", title=Shop}");
    }

    @Test
    void page_thatIsNotAsked_tellsNothing(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");

        assertShown(page.answers(), "{}");
        assertThat(server.events("context.page")).isEmpty();
    }

    @Test
    void facts_ofTheTagAndOfTheScript_areSent_whenTheyChanged(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        ScriptTag tag = ScriptTag.of(server).with("data-context", "{\"shop\":\"north\"}");
        WidgetPage page = stage.open(tag).open().say("one");
        assertShown(page.answers(), "{shop=north}");
        page.page()
                .evaluate(
                        "JimsWidget.ready.then((chat) => { chat.context({ product: 'A12' }); chat.send('two') })");
        assertShown(page.answers(), "{shop=north}", "{shop=north, product=A12}");
        page.say("three");
        assertThat(page.answers()).hasCount(3);
        assertThat(server.events("context.page")).hasSize(2);
        page.page().evaluate("JimsWidget.ready.then((chat) => chat.context({ product: 'B7' }))");
        page.say("four");
        assertThat(page.answers().last()).containsText("{shop=north, product=B7}");

        assertThat(server.events("context.page")).hasSize(3);
    }

    @Test
    void otherTab_andReload_tellTheirOwnPage(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        Visitor visitor = stage.visitor();
        WidgetPage hats = visitor.open(titled("Hats", server)).open().say("one");
        assertThat(hats.answers().last()).containsText("title=Hats");
        WidgetPage coats = visitor.open(titled("Coats", server)).open();
        assertThat(coats.answers()).hasCount(1);
        coats.say("two");
        assertThat(coats.answers().last()).containsText("title=Coats");
        hats.page().reload();
        assertThat(hats.answers()).hasCount(2);
        hats.say("three");
        assertThat(hats.answers()).hasCount(3);
        assertThat(hats.answers().last()).containsText("title=Hats");
        hats.page().reload();
        assertThat(hats.answers()).hasCount(3);
        hats.say("four");
        assertThat(hats.answers()).hasCount(4);

        assertThat(server.events("context.page")).hasSize(3);
    }

    @Test
    void factsThatAreTooMany_orNone_areNotSent_andTheMessageIs(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        Visitor visitor = stage.visitor();
        List<String> wrong =
                List.of("[1]", "7", "no JSON", "{\"a\":{\"b\":{\"c\":{}}}}", large(4_097));
        for (String context : wrong) {
            ScriptTag tag =
                    ScriptTag.of(server).with("data-context", context).with("data-storage", "none");
            WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
            assertShown(page.answers(), "{}");
        }
        assertThat(server.events("context.page")).isEmpty();
        assertThat(visitor.console("warning"))
                .filteredOn(text -> text.contains("context is not sent"))
                .hasSize(wrong.size());
        ScriptTag tag =
                ScriptTag.of(server)
                        .with("data-context", large(4_096))
                        .with("data-storage", "none");
        visitor.open(HostPage.with(tag)).open().say("Hi").answers().waitFor();

        assertThat(server.events("context.page")).hasSize(1);
    }

    /// An object of so many bytes, in letters of two bytes.
    private static String large(int bytes) {
        return "{\"a\":\"" + "é".repeat((bytes - 8) / 2) + "x".repeat(bytes % 2) + "\"}";
    }

    private static HostPage titled(String title, ChatServer server) {
        String script = "<script>document.title = '%s'</script>".formatted(title);
        return new HostPage("en", "", script + asking(server).html(), Map.of());
    }

    private static ScriptTag asking(ChatServer server) {
        return ScriptTag.of(server).with("data-page", "true");
    }

    private static ChatServer serve(Stage stage) {
        return stage.serve(context -> context.sendMessage("" + context.page()));
    }
}
