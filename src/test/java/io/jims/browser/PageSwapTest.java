package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;

import io.jims.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that exchange their body, or all of themselves, without being loaded again.
@BrowserTest
class PageSwapTest {
    private static final String LINKS =
            "<p><a id=\"to-a\" href=\"/a\">A</a> <a id=\"to-b\" href=\"/b\">B</a></p>";

    /// Where the site owner has put the tag.
    enum Place {
        HEAD,
        BODY
    }

    @ParameterizedTest
    @EnumSource
    void turbo_navigationsAndBack_keepOneWidgetWithItsDraft(Place place, Stage stage) {
        WidgetPage page = site(stage, place, stage.serve(TestServer::echo), "turbo.js", "");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().fill("a draft");
        for (int round = 0; round < 3; round++) {
            go(page, "b");
            page.page().goBack();
            assertThat(page.page().locator("h1")).hasText("Page a");
        }

        assertOneWidget(page, "a draft");
    }

    @ParameterizedTest
    @EnumSource
    void htmxBoost_navigationsAndBack_keepOneWidgetWithItsDraft(Place place, Stage stage) {
        WidgetPage page =
                site(stage, place, stage.serve(TestServer::echo), "htmx.js", " hx-boost=\"true\"");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().fill("a draft");
        go(page, "b");
        go(page, "a");
        page.page().goBack();
        assertThat(page.page().locator("h1")).hasText("Page b");

        assertOneWidget(page, "a draft");
        Object cache =
                page.page().evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])");
        org.assertj.core.api.Assertions.assertThat((String) cache)
                .contains("Page a")
                .doesNotContain("<jims-widget");
    }

    @ParameterizedTest
    @EnumSource
    void astro_navigations_keepOneWidgetWithItsDraft(Place place, Stage stage) {
        WidgetPage page = site(stage, place, stage.serve(TestServer::echo), "astro.js", "");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().fill("a draft");
        for (String name : new String[] {"b", "a", "b"}) {
            page.page().evaluate("name => astro.navigate('/' + name)", name);
            assertThat(page.page().locator("h1")).hasText("Page " + name);
        }

        assertOneWidget(page, "a draft");
    }

    @Test
    void morph_keepsAnOpenPanelWithItsDraft(Stage stage) {
        String library = HostLibraries.tags(stage.site(), "idiomorph.js");
        WidgetPage page = drafted(stage, library, stage.serve(TestServer::echo));
        page.page()
                .evaluate(
                        "Idiomorph.morph(document.body, '<body><h1>Fresh</h1></body>',"
                                + " { morphStyle: 'outerHTML' })");
        assertThat(page.page().locator("h1")).hasText("Fresh");

        assertOneWidget(page, "a draft");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "document.body.innerHTML = '<h1>Fresh</h1>'",
                "document.body.replaceWith(document.createElement('body'))",
                "document.documentElement.innerHTML = '<head></head><body><h1>Fresh</h1></body>'",
                "document.documentElement.replaceChildren(document.createElement('body'))",
                "document.replaceChild(document.createElement('html'), document.documentElement)"
                        + ".ownerDocument.documentElement.append(document.createElement('body'))",
                "document.documentElement.removeChild(document.querySelector('jims-widget'))",
            })
    void pageThatExchangesEverything_keepsTheWidgetWithItsDraft(String exchange, Stage stage) {
        WidgetPage page = drafted(stage, "", stage.serve(TestServer::echo));
        page.page().evaluate("() => { " + exchange + " }");

        assertOneWidget(page, "a draft");
        page.say("still here");
        assertShown(page.answers(), "Echo: Hi", "Echo: still here");
    }

    @Test
    void answerUnderWay_goesOnThroughASwap(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(stage.serve(pipeline))));
        page.open().say("Hi");
        pipeline.stream("one ");
        assertThat(page.shown("one")).isVisible();
        page.page().evaluate("() => { document.documentElement.innerHTML = '<body></body>' }");
        pipeline.stream("two").end();
        assertThat(page.shown("one two")).isVisible();

        assertThat(page.answers()).hasCount(1);
        org.assertj.core.api.Assertions.assertThat(visitor.sockets()).hasSize(1);
    }

    @Test
    void removedWidget_staysAway(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        page.widget().evaluate("node => node.remove()");
        assertThat(page.page().locator("jims-widget")).hasCount(0);
        page.page().waitForCondition(() -> server.openSockets() == 0);

        assertThat(page.page().locator("jims-widget")).hasCount(0);
    }

    @Test
    void loginBetweenTwoSwaps_isTheNewContactsWidget(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String library = HostLibraries.tags(stage.site(), "turbo.js");
        ScriptTag tag = ScriptTag.of(server);
        stage.site().put("/b", page("b", library, tag.with("data-contact-id", "ann").html(), ""));
        String first = stage.site().put("/a", page("a", library, tag.html(), ""));
        WidgetPage page = stage.visitor().open(first).open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        go(page, "b");
        assertThat(page.messages()).hasCount(0);
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.say("I am Ann");
        assertShown(page.answers(), "Echo: I am Ann");

        org.assertj.core.api.Assertions.assertThat(server.contacts()).last().isEqualTo("ann");
    }

    @Test
    void react_hydratingTheDocument_keepsTheWidget(Stage stage) {
        WidgetPage page = hydrated(stage, "React.createElement('h1', null, 'Server')");
        assertThat(page.page().locator("h1")).hasText("Server");

        assertOneWidget(page, "a draft");
    }

    /// React throws away what the server has sent, and draws the document anew.
    @Test
    void react_hydratingADifferentDocument_keepsTheWidget(Stage stage) {
        WidgetPage page = hydrated(stage, "React.createElement('h2', null, 'Client')");
        assertThat(page.page().locator("body h2")).hasText("Client");

        assertOneWidget(page, "a draft");
    }

    private static WidgetPage hydrated(Stage stage, String content) {
        String html =
                "<!doctype html><html lang=\"en\"><head><title>Shop</title></head>"
                        + "<body><h1>Server</h1></body></html>";
        ChatServer server = stage.serve(TestServer::echo);
        String library = HostLibraries.tags(stage.site(), "react.js");
        String source = library.replaceAll(".*src=\"([^\"]*)\".*", "$1");
        WidgetPage page = stage.visitor().open(stage.site().putText("/r", "text/html", html));
        page.page().addScriptTag(script(server.origin() + "/static/jims-widget.js"));
        page.page().evaluate("server => void JimsWidget.mount({ server })", server.origin());
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().fill("a draft");
        page.page()
                .evaluate("() => document.querySelectorAll('script').forEach((s) => s.remove())");
        page.page().addScriptTag(script(source));
        page.page()
                .evaluate(
                        """
                        () => {
                          document.querySelectorAll("script").forEach((one) => one.remove());
                          const e = React.createElement;
                          ReactDOM.hydrateRoot(document, e("html", { lang: "en" },
                            e("head", null, e("title", null, "Shop")), e("body", null, CONTENT)),
                            { onRecoverableError() {} });
                        }
                        """
                                .replace("CONTENT", content));
        return page;
    }

    private static com.microsoft.playwright.Page.AddScriptTagOptions script(String source) {
        return new com.microsoft.playwright.Page.AddScriptTagOptions().setUrl(source);
    }

    private static WidgetPage drafted(Stage stage, String head, ChatServer server) {
        WidgetPage page = stage.visitor().open(HostPage.with(ScriptTag.of(server)).head(head));
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        page.composer().fill("a draft");
        return page;
    }

    /// Two pages that lead to each other, the first one open.
    private static WidgetPage site(
            Stage stage, Place place, ChatServer server, String library, String bodyAttributes) {
        String head = HostLibraries.tags(stage.site(), library);
        String tag = ScriptTag.of(server).html();
        for (String name : new String[] {"b", "a"}) {
            HostPage page =
                    place == Place.HEAD
                            ? page(name, head + tag, "", bodyAttributes)
                            : page(name, head, tag, bodyAttributes);
            stage.site().put("/" + name, page);
        }
        return stage.visitor().open(stage.site().origin() + "/a");
    }

    private static HostPage page(String name, String head, String tag, String attributes) {
        String body = "<div%s><h1>Page %s</h1>%s</div>%s".formatted(attributes, name, LINKS, tag);
        return new HostPage("en", head, body, Map.of());
    }

    private static void go(WidgetPage page, String name) {
        page.page().locator("#to-" + name).dispatchEvent("click");
        assertThat(page.page().locator("h1")).hasText("Page " + name);
    }

    private static void assertOneWidget(WidgetPage page, String draft) {
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        assertThat(page.page().locator("body jims-widget")).hasCount(0); // no copy of a body has it
        assertThat(page.panel()).isVisible();
        assertThat(page.composer()).hasValue(draft);
        assertThat(page.answers()).hasCount(1);
    }
}
