package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that run other people's libraries, which replace built-ins, trap the focus and listen to
/// everything.
@BrowserTest
class HostLibraryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mootools.js",
                "mootools-server.js",
                "prototype.js",
                "jquery.js",
                "bootstrap.js",
                "lenis.js",
                "vue.js",
                "svelte.js",
                "react.js",
                "focus-trap.js",
                "turbo.js",
                "htmx.js",
                "idiomorph.js",
                "astro.js"
            })
    void library_doesNotHinderAConversation(String library, Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String tags = HostLibraries.tags(stage.site(), library);
        WidgetPage page =
                stage.visitor().open(HostPage.with(ScriptTag.of(server)).head(tags)).open();
        page.say("one");
        assertShown(page.answers(), "Echo: one"); // else the store may have both questions first
        page.say("two");
        assertShown(page.answers(), "Echo: one", "Echo: two");
        page.page().reload();
        page.composer().waitFor();

        assertShown(page.messages(), "one", "Echo: one", "two", "Echo: two");
        assertThat(server.contents()).containsExactly("one", "Echo: one", "two", "Echo: two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mootools.js", "prototype.js"})
    void oldLibrary_doesNotHinderTheBasicProtocol(String library, Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        String tags = HostLibraries.tags(stage.site(), library);
        ScriptTag tag = ScriptTag.of(stage.plainProxy(server).origin());
        WidgetPage page = stage.visitor().open(HostPage.with(tag).head(tags)).open().say("Hi");

        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void bootstrapModal_leavesTheChatUsable(Stage stage) {
        HostPage content =
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(HostLibraries.tags(stage.site(), "bootstrap.css", "bootstrap.js"))
                        .body(
                                """
                                <div class="modal" id="modal" tabindex="-1"><div class="modal-dialog">
                                  <div class="modal-content"><input id="field"></div></div></div>
                                """);
        WidgetPage page = stage.visitor().open(content);
        assertThat(page.launcher()).isVisible();
        page.page().evaluate("void new bootstrap.Modal('#modal').show()");
        assertThat(page.page().locator("#modal.show #field")).isVisible();

        assertCanBeTypedIn(page);
        assertThat(page.page().locator("#modal.show")).isVisible();
    }

    @Test
    void focusTraps_leaveTheChatUsable(Stage stage) {
        HostPage content =
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(HostLibraries.tags(stage.site(), "focus-trap.js"))
                        .body("<div id=\"trap\"><input id=\"field\"></div>");
        WidgetPage page = stage.visitor().open(content);
        page.page()
                .evaluate("void createFocusTrap('#trap', { allowOutsideClick: true }).activate()");
        assertThat(page.page().locator("#field")).isFocused();

        assertCanBeTypedIn(page);
    }

    @Test
    void focusScopeOfRadix_leavesTheChatUsable_andItsFieldsAreToldThatTheyLostTheFocus(
            Stage stage) {
        HostPage content =
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(HostLibraries.tags(stage.site(), "react.js"))
                        .body("<div id=\"app\"></div>");
        WidgetPage page = stage.visitor().open(content);
        page.page()
                .evaluate(
                        """
                        () => {
                          const e = React.createElement;
                          ReactDOM.createRoot(document.querySelector("#app")).render(
                            e(FocusScope, { trapped: true, asChild: true }, e("div", null,
                              e("input", { id: "field", onBlur: () => { window.blurred = true } }))));
                        }
                        """);
        assertThat(page.page().locator("#field")).isFocused();

        assertCanBeTypedIn(page);
        assertThat(page.page().evaluate("window.blurred")).isEqualTo(true);
    }

    @Test
    void lenis_scrollsThePageNotTheList(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("line\n\n".repeat(80)));
        HostPage content =
                HostPage.with(ScriptTag.of(server))
                        .head(HostLibraries.tags(stage.site(), "lenis.js"))
                        .body("<div style=\"height: 5000px\"></div>")
                        .body("<script>new Lenis({ autoRaf: true })</script>");
        WidgetPage page = stage.visitor().open(content).open().say("Hi");
        assertThat(page.answers().locator("p")).hasCount(80);
        page.page().waitForFunction("log => log.scrollTop > 0", page.log().elementHandle());
        page.log().hover();
        page.page().mouse().wheel(0, -400);
        assertThat(page.button("Jump to newest")).isVisible();

        assertThat(page.page().evaluate("scrollY")).isEqualTo(0);
    }

    @Test
    void eventsOfThePanel_endAtItsElement(Stage stage) {
        String listen =
                """
                <script>
                  window.heard = [];
                  for (const type of ["keydown", "keypress", "keyup", "beforeinput", "input", "focusin", "wheel", "copy",
                      "cut", "paste", "click", "mousedown", "pointerdown", "touchstart", "selectstart", "contextmenu"])
                    for (const target of [document, window])
                      target.addEventListener(type, (event) => {
                        if (event.target.localName === "jims-widget") heard.push(type);
                      });
                  document.addEventListener("paste", (event) => event.preventDefault());
                </script>
                """;
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with(tag).head(listen)).open();
        page.page().evaluate("heard.length = 0");
        page.composer().click();
        page.page().keyboard().type("copied");
        page.composer().press("ControlOrMeta+a");
        page.composer().press("ControlOrMeta+x");
        page.composer().press("ControlOrMeta+v");
        assertThat(page.composer()).hasValue("copied");
        page.page().mouse().wheel(0, 10);

        assertThat(page.page().evaluate("heard")).isEqualTo(List.of());
    }

    @Test
    void reactStrictMode_mountsOneWidget_andTakesItAway(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        HostPage content =
                HostPage.with(new ScriptTag(ScriptTag.of(server).source(), java.util.Map.of()))
                        .head(HostLibraries.tags(stage.site(), "react.js"))
                        .body("<div id=\"app\"></div>")
                        .head("<script>window.JimsWidget = []</script>");
        WidgetPage page = stage.visitor().open(content);
        page.page().waitForFunction("!!JimsWidget.mount");
        page.page()
                .evaluate(
                        """
                        server => {
                          const Chat = () => {
                            React.useEffect(() => {
                              const chat = JimsWidget.mount({ server });
                              return () => chat.destroy();
                            }, []);
                            return null;
                          };
                          window.root = ReactDOM.createRoot(document.querySelector("#app"));
                          root.render(React.createElement(React.StrictMode, null, React.createElement(Chat)));
                        }
                        """,
                        server.origin());
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.page().evaluate("root.unmount()");

        assertThat(page.page().locator("jims-widget")).hasCount(0);
    }

    @Test
    void vueAndSvelteApps_drawAroundIt(Stage stage) {
        HostPage content =
                HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)))
                        .head(HostLibraries.tags(stage.site(), "vue.js", "svelte.js"))
                        .body("<div id=\"vue\"></div><div id=\"svelte\"></div>");
        WidgetPage page = stage.visitor().open(content).open();
        page.composer().fill("a draft");
        page.page()
                .evaluate(
                        """
                        () => {
                          Vue.createApp({ template: "<h2 class='vue'>Vue</h2>" }).mount("#vue");
                          svelte.mount(svelte.Counter, { target: document.querySelector("#svelte") });
                        }
                        """);
        assertThat(page.page().locator(".vue")).isVisible();
        page.page().locator("#svelte button").click();
        assertThat(page.page().locator("#svelte button")).hasText("Buy 1");

        assertThat(page.composer()).hasValue("a draft");
    }

    @Test
    void preflightOfTailwind_changesNothingOfTheWidget(Stage stage) {
        ChatServer server = stage.serve(context -> context.sendMessage("**Tea**"));
        String styles = HostLibraries.tags(stage.site(), "preflight.css", "bootstrap.css");

        assertThat(size(stage, server, styles)).isEqualTo(size(stage, server, ""));
    }

    private static Object size(Stage stage, ChatServer server, String head) {
        WidgetPage page = stage.visitor().open(HostPage.with(ScriptTag.of(server)).head(head));
        page.open().say("Hi");
        assertThat(page.answers().locator("strong")).hasText("Tea");
        page.still();
        return page.widget()
                .evaluate(
                        """
                        host => [...host.shadowRoot.querySelectorAll("*")].map((node) => {
                          const { x, y, width, height } = node.getBoundingClientRect();
                          return [node.localName, x, y, width, height].join(" ");
                        }).join("\\n")
                        """);
    }

    private static void assertCanBeTypedIn(WidgetPage page) {
        page.open();
        page.composer().click();
        page.page().keyboard().type("Hi");
        assertThat(page.composer()).hasValue("Hi");
        page.page().keyboard().press("Enter");
        assertShown(page.answers(), "Echo: Hi");
    }
}
