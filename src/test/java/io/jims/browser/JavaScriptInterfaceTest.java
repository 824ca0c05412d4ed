package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.TestServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `window.JimsWidget`, for pages that make their widgets themselves.
@BrowserTest
class JavaScriptInterfaceTest {
    private static final String MOUNT =
            """
            (options) => {
              window.heard = [];
              window.widget = JimsWidget.mount(options);
              for (const name of ["ready", "open", "close", "message", "error"]) {
                widget.on(name, (detail) => heard.push(name + (detail?.text ? ` ${detail.role ?? detail.code}: ${detail.text}` : "")));
              }
            }
            """;

    @Test
    void handle_doesWhatTheVisitorCouldDo(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of("title", "Tea & Co"));
        assertThat(page.launcher()).hasAttribute("aria-expanded", "false");
        page.page().evaluate("widget.open()");
        assertThat(page.title()).hasText("Tea & Co");
        page.page().evaluate("widget.close()");
        assertThat(page.panel()).not().isVisible();
        page.page().evaluate("widget.toggle()");
        assertThat(page.panel()).isVisible();
        page.page().evaluate("widget.send('Hi')");
        assertShown(page.messages(), "Hi", "Echo: Hi");
        page.page().evaluate("widget.newConversation()");
        assertThat(page.messages()).hasCount(0);
        page.page().evaluate("widget.send('Ho')");

        assertShown(page.messages(), "Ho", "Echo: Ho");
        assertThat(server.threads()).hasSize(2);
    }

    @Test
    void events_tellWhatHappens_once(Stage stage) {
        WidgetPage page = mounted(stage.visitor(), stage.serve(TestServer::echo), Map.of());
        page.open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.close();
        assertThat(page.panel()).not().isVisible();
        page.page().waitForFunction("heard.at(-1) === 'close'");

        assertThat(page.page().evaluate("heard.join(', ')"))
                .isEqualTo("ready, open, message user: Hi, message assistant: Echo: Hi, close");
    }

    @Test
    void eventOfTheHistory_isNoNews(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage first = mounted(visitor, server, Map.of()).open().say("Hi");
        assertThat(first.answers()).hasCount(1);
        WidgetPage again = mounted(visitor, server, Map.of()).open();
        assertThat(again.answers()).hasCount(1);

        assertThat(again.page().evaluate("heard.join(', ')")).isEqualTo("ready, open");
    }

    @Test
    void listener_canBeTakenBack(Stage stage) {
        WidgetPage page = mounted(stage.visitor(), stage.serve(TestServer::echo), Map.of());
        page.page()
                .evaluate(
                        "() => { window.opened = 0; window.end = widget.on('open', () => opened++) }");
        page.open();
        page.page().waitForFunction("opened === 1");
        page.page().evaluate("end()");
        page.close();
        page.open();
        page.page().waitForFunction("heard.filter((name) => name === 'open').length === 2");

        assertThat(page.page().evaluate("opened")).isEqualTo(1);
    }

    @Test
    void send_whileClosed_isSentAndCounted(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of());
        page.page().evaluate("widget.send('Hi')");

        assertThat(page.badge()).hasText("1");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
    }

    @Test
    void state_isThatOfThePresent_inEachTab_andAfterAReload(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = mounted(visitor, server, Map.of());
        assertThat(state(page)).isEqualTo("{open=false, unread=0, thread=, connected=false}");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        String thread = uuid(server.threads().getFirst());
        assertThat(state(page))
                .isEqualTo("{open=true, unread=0, thread=" + thread + ", connected=true}");
        WidgetPage other = mounted(visitor, server, Map.of());
        page.page().bringToFront();
        other.page().evaluate("widget.send('Ho')");
        other.page().waitForFunction("widget.state.unread === 0 && widget.state.thread");

        assertThat(state(other)).contains("open=false").contains("thread=" + thread);
        page.page().reload();
        page.page().waitForFunction("window.JimsWidget");
        page.page().evaluate(MOUNT, Map.of("server", server.origin()));
        page.page().waitForFunction("widget.state.connected && widget.state.thread");
        assertThat(state(page))
                .isEqualTo("{open=true, unread=0, thread=" + thread + ", connected=true}");
        page.newConversation();
        page.page().waitForFunction("widget.state.thread === ''");
        other.page().waitForFunction("widget.state.thread === ''");
    }

    @Test
    void events_ofAnswersThreadsAndUnread_tellEachChangeOnce(Stage stage) throws Exception {
        DirectedPipeline pipeline = new DirectedPipeline();
        ChatServer server = stage.serve(pipeline);
        WidgetPage page = mounted(stage.visitor(), server, Map.of());
        page.page()
                .evaluate(
                        """
                        () => {
                          window.told = [];
                          for (const name of ["thread", "answer-start", "message", "unread"])
                            widget.on(name, (detail) => told.push(name + " " + (detail?.text ?? detail?.count ?? detail?.id ?? "")));
                        }
                        """);
        page.page().evaluate("widget.send('Hi')");
        pipeline.awaitBegun();
        page.page().waitForFunction("told.includes('answer-start ')");
        pipeline.stream("One ").stream("answer").end();
        assertThat(page.badge()).hasText("1");
        page.open();
        page.page().waitForFunction("told.at(-1) === 'unread 0'");
        String thread = uuid(server.threads().getFirst());

        assertThat(page.page().evaluate("told.join(', ')"))
                .asString()
                .satisfies(told ->
                        assertThat(told.split(", "))
                                .containsExactlyInAnyOrder(
                                        "message Hi",
                                        "thread " + thread,
                                        "answer-start ",
                                        "message One answer",
                                        "unread 1",
                                        "unread 0"))
                .matches(".*answer-start , message One answer, unread 1, unread 0");
    }

    @Test
    void prefill_writesWhatTheVisitorMaySend_alsoWhileClosed_andAfterAReload(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of());
        page.page().evaluate("widget.prefill('Where is my order')");
        page.page().evaluate("widget.open()");
        assertThat(page.composer()).hasValue("Where is my order");
        page.page().evaluate("widget.prefill('Where is my parcel')");
        assertThat(page.composer()).hasValue("Where is my parcel");
        assertThat(page.messages()).hasCount(0);
        page.page().reload();
        page.page().waitForFunction("window.JimsWidget");
        page.page().evaluate(MOUNT, Map.of("server", server.origin()));
        assertThat(page.composer()).hasValue("Where is my parcel");
        page.composer().press("End");
        page.composer().pressSequentially("?");
        page.composer().press("Enter");

        assertShown(page.messages(), "Where is my parcel?", "Echo: Where is my parcel?");
    }

    @Test
    void ready_isAPromiseOfTheFirstWidget_alsoOfATag(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        String stub =
                """
                <script>
                  window.JimsWidget = window.JimsWidget || [];
                  JimsWidget.push(async (jims) => {
                    const chat = await jims.ready;
                    window.wasThere = !!document.querySelector("jims-widget");
                    chat.open();
                    window.same = (await JimsWidget.ready) === chat;
                  });
                </script>
                """;
        ScriptTag tag = ScriptTag.of(server).with("data-title", "Tea & Co");
        WidgetPage page = stage.visitor().open(HostPage.with(tag).head(stub));

        assertThat(page.title()).hasText("Tea & Co");
        assertThat(page.page().evaluate("wasThere && same")).isEqualTo(true);
    }

    @Test
    void destroy_leavesNothingBehind_andANewOneGoesOn(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of()).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.page().evaluate("widget.destroy()");
        assertThat(page.page().locator("jims-widget")).hasCount(0);
        page.page().waitForCondition(() -> server.openSockets() == 0);
        page.page().evaluate("window.dispatchEvent(new Event('online'))");
        page.page().evaluate(MOUNT, Map.of("server", server.origin(), "open", true));

        assertShown(page.messages(), "Hi", "Echo: Hi");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.page().waitForCondition(() -> server.openSockets() == 1);
    }

    @Test
    void destroy_whereNothingWasSaid_leavesNoKey(Stage stage) {
        WidgetPage page = mounted(stage.visitor(), stage.serve(TestServer::echo), Map.of()).open();
        page.composer().fill("a draft");
        page.close();
        page.page().waitForFunction("localStorage.length + sessionStorage.length > 0");
        page.page().evaluate("widget.destroy()");

        page.page().waitForFunction("localStorage.length + sessionStorage.length === 0");
    }

    @Test
    void destroy_thatForgets_leavesNoKeyOfAConversation(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of()).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.page().evaluate("widget.destroy({ forget: true })");
        page.page().waitForFunction("localStorage.length + sessionStorage.length === 0");
        page.page().evaluate(MOUNT, Map.of("server", server.origin(), "open", true));
        page.say("Ho");

        assertShown(page.messages(), "Ho", "Echo: Ho");
    }

    @Test
    void destroy_andMountAtOnce_keepsTheDraft(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of()).open();
        page.composer().fill("a draft");
        page.page()
                .evaluate(
                        "server => { widget.destroy({ forget: true }); JimsWidget.mount({ server }) }",
                        server.origin());

        assertThat(page.composer()).hasValue("a draft");
    }

    @Test
    void namesThatAreUnknown_areToldToTheConsole(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page = mounted(visitor, stage.serve(TestServer::echo), Map.of("colour", "red"));
        page.page().evaluate("widget.on('opened', () => {})");
        page.page().waitForCondition(() -> visitor.console("warning").size() == 2);

        assertThat(visitor.console("warning"))
                .satisfiesExactly(
                        text -> assertThat(text).contains("option colour"),
                        text -> assertThat(text).contains("event opened"));
    }

    @Test
    void destroy_takesTheHintOutOfTheTitle(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = mounted(stage.visitor(), server, Map.of());
        page.page().evaluate("widget.send('Hi')");
        assertThat(page.page()).hasTitle("(1) Shop");
        page.page().evaluate("widget.destroy()");

        assertThat(page.page()).hasTitle("Shop");
    }

    @Test
    void attributes_mayChangeAtAnyTime(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(TestServer::echo))).open();
        page.widget().evaluate("node => { node.dataset.title = 'Tea & Co' }");
        assertThat(page.title()).hasText("Tea & Co");
        page.widget().evaluate("node => { node.dataset.open = 'false' }");
        assertThat(page.panel()).not().isVisible();
        page.widget().evaluate("node => { node.dataset.accent = '#0a7' }");

        assertThat(page.launcher()).hasCSS("background-color", "rgb(0, 170, 119)");
    }

    @Test
    void contactThatLogsIn_startsClean(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.widget().evaluate("node => { node.dataset.contactId = 'ann' }");
        assertThat(page.messages()).hasCount(0);
        page.say("I am Ann");
        assertShown(page.answers(), "Echo: I am Ann");

        assertThat(server.contacts()).hasSize(2).last().isEqualTo("ann");
    }

    @Test
    void mount_withInvalidServer_isOneError(Stage stage) {
        Visitor visitor = stage.visitor();
        ChatServer server = stage.serve(TestServer::echo);
        String mounting = "<script>JimsWidget.mount({ server: 'chat.example.com' })</script>";
        WidgetPage page = visitor.open(HostPage.with().head(bare(server) + mounting));
        page.page().waitForCondition(() -> !visitor.console("error").isEmpty());

        assertThat(visitor.console("error"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("data-server"));
    }

    @Test
    void mount_withoutServer_takesTheOneTheScriptCameFrom(Stage stage) {
        String mounting = "<script>JimsWidget.mount({ title: 'Tea & Co' })</script>";
        String tag = bare(stage.serve(TestServer::echo));
        WidgetPage page = stage.visitor().open(HostPage.with().head(tag + mounting)).open();

        assertThat(page.title()).hasText("Tea & Co");
    }

    @Test
    void tagWithoutAttributes_andNoMount_takesTheServerItCameFrom(Stage stage) {
        Line gateway = stage.gateway(stage.serve(TestServer::echo), "/chat");
        Visitor visitor = stage.visitor();
        WidgetPage page =
                visitor.open(HostPage.with().head(bare(gateway.origin() + "/chat"))).open();
        page.say("Hi");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(visitor.console("error")).isEmpty();
    }

    @Test
    void tagWithoutAttributes_andALateMount_areOneWidget(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.visitor().open(HostPage.with().head(bare(server)));
        assertThat(page.launcher()).isVisible();
        page.page().evaluate("window.widget = JimsWidget.mount({ contactId: 'ann' })");
        page.open().say("Hi");
        assertShown(page.answers(), "Echo: Hi");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.page().evaluate("widget.destroy()");

        assertThat(page.page().locator("jims-widget")).hasCount(0);
        assertThat(server.contacts()).containsExactly("ann");
    }

    @Test
    void tagWithoutAttributes_andAQueue_leavesMountingToThePage(Stage stage) {
        String stub =
                "<script>window.JimsWidget = [(chat) => { window.mount = chat.mount }]</script>";
        String late = bare(stage.serve(TestServer::echo)).replace("<script", "<script async");
        WidgetPage page = stage.visitor().open(HostPage.with().head(stub + late));
        page.page().waitForFunction("document.readyState === 'complete' && !!window.mount");
        page.page().evaluate("new Promise((done) => setTimeout(done))");
        assertThat(page.page().locator("jims-widget")).hasCount(0);
        page.page().evaluate("JimsWidget.push(({ mount }) => mount({ title: 'Tea & Co' }))");

        assertThat(page.open().title()).hasText("Tea & Co");
    }

    @Test
    void sameConversation_mountedTwice_isOneWidget_untilBothAreDestroyed(Stage stage) {
        WidgetPage page = mounted(stage.visitor(), stage.serve(TestServer::echo), Map.of());
        page.open().say("Hi");
        assertThat(page.answers()).hasCount(1);
        page.page().evaluate("window.other = JimsWidget.mount({ title: 'Tea & Co', open: false })");
        assertThat(page.title()).hasText("Tea & Co");
        assertThat(page.page().locator("jims-widget")).hasCount(1);
        page.page().evaluate("() => { widget.destroy(); widget.destroy() }");
        assertThat(page.messages()).hasCount(2);
        page.page().evaluate("other.destroy()");

        assertThat(page.page().locator("jims-widget")).hasCount(0);
    }

    /// From the database's spelling.
    private static String uuid(String hex) {
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static String state(WidgetPage page) {
        return String.valueOf(page.page().evaluate("widget.state"));
    }

    private static WidgetPage mounted(
            Visitor visitor, ChatServer server, Map<String, String> options) {
        WidgetPage page = visitor.open(HostPage.with().head(bare(server)));
        Map<String, String> all = new HashMap<>(options);
        all.put("server", server.origin());
        page.page().waitForFunction("window.JimsWidget");
        page.page().evaluate(MOUNT, all);
        return page;
    }

    /// A tag without attributes: its page mounts widgets by itself.
    private static String bare(ChatServer server) {
        return bare(server.origin());
    }

    private static String bare(String server) {
        return "<script src=\"" + server + "/static/jims-widget.js\"></script>";
    }
}
