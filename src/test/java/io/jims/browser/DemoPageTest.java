package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.jims.app.demo.DemoApp;
import io.jims.cli.LiveServer;
import io.jims.core.PageAction;
import io.jims.testing.Await;
import io.jims.testing.RawSocket;
import io.jims.testing.RealProxies;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import io.jims.testing.UploadClient;
import io.jims.widget.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
class DemoPageTest {
    @Test
    void page_carriesTheRealWidget(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(server.origin() + "/").open();
        assertShown(page.answers(), "I am the assistant of this page");
        page.say("Hi");

        assertThat(page.answers().last()).containsText("Echo: Hi");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
        assertThat(visitor.requests()).allMatch(url -> url.startsWith(server.origin()));
        assertThat(visitor.console("error")).isEmpty();
    }

    @Test
    void underAPathOfARealProxy_allIsThere_andSoIsItsTag(Stage stage, @TempDir Path directory)
            throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        try (RealProxies proxies = new RealProxies(directory, server.port())) {
            proxies.nginx(proxies.nginxSiteUnder("/chat/"));
            String address = "http://127.0.0.1:" + proxies.port() + "/chat";
            Await.until("nginx listens", () -> isListening(proxies.port()));
            Visitor visitor = stage.visitor();

            WidgetPage page = visitor.open(address + "/").open().say("Hi");
            assertThat(page.answers().last()).containsText("Echo: Hi");
            assertThat(visitor.requests()).allMatch(url -> url.startsWith(address + "/"));
            assertThat(visitor.console("error")).isEmpty();

            String tag = page.page().locator("#tag").textContent();
            assertThat(tag).contains("\"" + address + "/static/jims-widget.js\"");
            WidgetPage elsewhere = visitor.open(HostPage.with().body(tag)).open().say("Again");
            assertThat(elsewhere.answers().last()).containsText("Echo: Again");
        }
    }

    private static boolean isListening(int port) {
        try (RawSocket socket = RawSocket.tcp(port, 0)) {
            return !socket.hasInput();
        } catch (IOException e) { // not started yet
            return false;
        }
    }

    @Test
    void pageWithoutAToken_saysThatTheServerWantsOne_untilItHasOne(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo, Limits.DEFAULT, TestTokens.bySecret());
        Visitor visitor = stage.visitor();
        WidgetPage page = visitor.open(server.origin() + "/").open();
        assertThat(page.panel()).containsText("The chat is not available here.");
        Locator note = page.page().locator("#unauthorized");
        assertThat(note).isVisible();
        assertThat(visitor.console("error").toString()).contains("data-token");
        page.page().locator("#token").fill(TestTokens.of("ann"));
        assertThat(note).isHidden();
        page.say("Hi");

        assertThat(page.answers().last()).containsText("Echo: Hi");
    }

    @Test
    void everyAttribute_rewritesTheSnippet(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Page page = stage.visitor().open(server.origin() + "/").page();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("title", "Tea & \"Co\"");
        values.put("introMessage", "Welcome");
        values.put("placeholder", "Ask");
        values.put("sendLabel", "Go");
        values.put("accent", "#00aa77");
        values.put("logo", "/static/icon.svg");
        values.put("avatar", "/static/icon.svg");
        values.put("assistantName", "Ada");
        values.put("starters", "[\"Hi\"]");
        values.put("contactId", "ann");
        values.put("threadId", "0190a5f1-0000-7000-8000-000000000001");
        values.put("token", "a.b.c");
        values.put("teaser", "Questions?");
        values.put("context", "{\"a\":1}");
        values.forEach((name, value) -> page.locator("[name=" + name + "]").fill(value));
        page.locator("[name=lang]").selectOption("de");
        page.locator("[name=storage]").selectOption("session");
        page.getByLabel("dark", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("bottom-left").check();
        page.locator("[name=allowImages]").check();
        page.locator("[name=mode]").selectOption("side");
        page.locator("[name=launcher]").check();
        page.locator("[name=page]").check();
        page.locator("[name=--jims-radius]").selectOption("8px");
        page.locator("[name=--jims-offset-y]").selectOption("80px");
        page.locator("[name=open]").check(); // the last: the panel covers a part of the form

        Locator tag = page.locator("#tag");
        assertThat(tag).containsText("data-title=\"Tea &amp; &quot;Co&quot;\"");
        for (String attribute :
                List.of(
                        "data-server=\"" + server.origin() + "\"",
                        "src=\"" + server.origin() + "/static/jims-widget.js\"",
                        "data-intro-message=\"Welcome\"",
                        "data-placeholder=\"Ask\"",
                        "data-send-label=\"Go\"",
                        "data-accent=\"#00aa77\"",
                        "data-avatar=\"/static/icon.svg\"",
                        "data-assistant-name=\"Ada\"",
                        "data-starters=\"[&quot;Hi&quot;]\"",
                        "data-logo=\"/static/icon.svg\"",
                        "data-contact-id=\"ann\"",
                        "data-thread-id=\"0190a5f1-0000-7000-8000-000000000001\"",
                        "data-token=\"a.b.c\"",
                        "data-lang=\"de\"",
                        "data-storage=\"session\"",
                        "data-theme=\"dark\"",
                        "data-position=\"bottom-left\"",
                        "data-open=\"true\"",
                        "data-allow-images=\"true\"",
                        "data-mode=\"side\"",
                        "data-launcher=\"none\"",
                        "data-teaser=\"Questions?\"",
                        "data-page=\"true\"",
                        "data-context=\"{&quot;a&quot;:1}\"",
                        "<style>:root { --jims-radius: 8px; --jims-offset-y: 80px; }</style>")) {
            assertThat(tag).containsText(attribute);
        }
    }

    @Test
    void places_areShownOnTheRealWidget_andTheirSnippetsWork(Stage stage) {
        ChatServer server = stage.serve(new DemoApp().create().pipeline());
        WidgetPage page = stage.visitor().open(server.origin() + "/");
        assertThat(page.launcher()).isVisible();
        page.page().locator("[name=mode]").selectOption("inline");
        assertThat(page.page().locator("#place > jims-widget")).hasCount(1);
        page.page().locator("#place").scrollIntoViewIfNeeded();
        page.page().locator("[name=page]").check();
        page.page().locator("[name=context]").fill("{\"shop\": \"north\"}");
        assertThat(page.page().locator("#place > jims-widget[data-context]")).hasCount(1);
        page.page().locator("[data-do=context]").click();
        page.say("where");
        assertThat(page.answers().last()).containsText("shop: north");
        assertThat(page.answers().last()).containsText("product: A12");
        assertThat(page.answers().last()).containsText("title: jims-widget");
        String pasted = page.page().locator("#tag").textContent();
        WidgetPage other = stage.visitor().open(HostPage.with().body(pasted)).say("Hi");
        assertThat(other.answers().last()).containsText("I am the demo");
        assertThat(other.page().locator("div > jims-widget")).hasCount(1);

        page.page().locator("[name=mode]").selectOption("full");
        assertThat(page.page().locator("#leave")).isVisible();
        assertThat(page.answers()).hasCount(2);
        page.page().locator("#leave").click();
        assertThat(page.launcher()).isVisible();
        page.page().locator("[name=teaser]").fill("Questions?");
        assertThat(page.widget().locator(".teaser")).isVisible();
        page.page().locator("[name=launcher]").check();
        assertThat(page.launcher()).not().isVisible();
        page.page().locator(".hero [data-do=open]").click();
        assertThat(page.panel()).isVisible();
        page.page().locator("[data-do=expand]").click();
        assertThat(page.button("Expand")).hasAttribute("aria-pressed", "true");
        page.button("Expand").click();
        page.page().locator("[data-do=state]").click();

        assertThat(page.page().locator("#events")).containsText("\"connected\":true");
    }

    /// The command starts a server that has all of it; the tag is all that another page needs.
    @Test
    void commandAndTag_thatTheFormWrites_bringFilesActionsAndPersons(
            Stage stage, @TempDir Path directory) throws Exception {
        ChatServer plain = stage.serve(new DemoApp().create().pipeline());
        Page form = stage.visitor().open(plain.origin() + "/").page();
        assertThat(form.locator("#command")).hasText("scripts/run --app demo");
        for (String flag : List.of("uploads", "client-tools", "handoff-button", "feedback")) {
            form.locator("[name=--" + flag + "]").check();
        }
        form.locator("[name=launcher]").check();
        assertThat(form.locator("#tag")).containsText("highlight");
        List<String> lines = form.locator("#command").textContent().lines().toList();
        assertThat(lines.getFirst()).startsWith("echo '").endsWith("' > tools.json");
        String tools = lines.getFirst().substring(6, lines.getFirst().lastIndexOf("' > "));
        Files.writeString(directory.resolve("tools.json"), tools);
        assertThat(lines.get(1)).startsWith("export JIMS_ADMIN_TOKEN=");
        assertThat(lines.getLast()).startsWith("scripts/run ");
        try (LiveServer server =
                LiveServer.start(
                        directory,
                        Map.of("JIMS_ADMIN_TOKEN", "0".repeat(64), "JIMS_MODEL", ""),
                        lines.getLast().replace("scripts/run ", "").split(" "))) {
            String origin = "http://127.0.0.1:" + server.port();
            assertAllIsThere(stage.visitor().open(origin + "/"));
            String tag = form.locator("#tag").textContent().replace(plain.origin(), origin);
            WidgetPage pasted = stage.visitor().open(HostPage.with().body(tag));
            pasted.page().locator("#help").click();
            assertAllIsThere(pasted);
        }
    }

    private static void assertAllIsThere(WidgetPage page) {
        if (page.launcher().isVisible()) {
            page.open();
        }
        page.say("files");
        assertThat(page.answers().last()).containsText("Attach a picture");
        page.attach(new FilePayload("a.png", "image/png", UploadClient.PNG));
        page.button("Send").click();
        assertThat(page.answers().last()).containsText("I have got");
        assertThat(page.panel().locator(".files a")).hasText("a.png");
        page.say("page");
        page.button("Yes").click();
        assertThat(page.answers().last()).containsText("the title is marked");
        assertThat(page.panel().locator(".rate")).hasCount(0);
        page.button("Talk to a person").click();
        assertThat(page.panel().locator(".person")).hasText("A person answers you here");
    }

    @Test
    void liveWidget_followsTheForm_andTheDefaultsComeBack(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.visitor().open(server.origin() + "/").open();
        page.page().locator("[name=title]").fill("Tea & Co");
        page.page().locator("[name=accent]").fill("#00aa77");
        assertThat(page.title()).hasText("Tea & Co");
        assertThat(page.launcher()).hasCSS("background-color", "rgb(0, 170, 119)");
        page.page().getByText("Back to the defaults").click();

        assertThat(page.title()).hasText("AI Assistant");
        assertThat(page.page().locator("#tag")).not().containsText("data-accent");
    }

    @Test
    void invalidValue_isSaid_andLeftOutOfTheSnippet(Stage stage) {
        Page page = stage.visitor().open(stage.serve(TestServer::echo).origin() + "/").page();
        page.locator("[name=accent]").fill("red");

        assertThat(page.locator("#accent-error")).isVisible();
        assertThat(page.locator("#tag")).not().containsText("data-accent");
    }

    @Test
    void copy_putsTheTagOnTheClipboard_andItWorksOnAnotherPage(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Page demo = visitor.open(server.origin() + "/").page();
        demo.locator("[data-copy=command]").click();
        assertThat(demo.locator("#command-copied")).hasText("Copied.");
        assertThat(demo.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo("scripts/run --app demo");
        demo.locator("[name=title]").fill("Pasted <here>");
        assertThat(demo.locator("#tag")).containsText("Pasted");
        demo.locator("#copy").click();
        assertThat(demo.locator("#copied")).hasText("Copied.");
        String pasted = (String) demo.evaluate("() => navigator.clipboard.readText()");
        WidgetPage page = visitor.open(HostPage.with().body(pasted)).open().say("Hi");

        assertThat(page.title()).hasText("Pasted <here>");
        assertThat(page.answers().last()).containsText("Echo: Hi");
    }

    @Test
    void pageAction_marksTheTitle_onceTheVisitorAgrees(Stage stage) {
        PageAction highlight =
                new PageAction("highlight", "Marks the title", Map.of(), "May I mark the title?");
        ChatServer server = stage.serve(new DemoApp().create().pipeline(), List.of(highlight));
        WidgetPage page = stage.visitor().open(server.origin() + "/").open().say("page");
        page.button("Yes").click();

        assertThat(page.answers().last()).containsText("the title is marked");
        assertThat(page.page().locator("h1")).hasClass("marked");
    }

    @Test
    void buttons_callTheWidget_andThePageHearsIt(Stage stage) {
        WidgetPage page = stage.visitor().open(stage.serve(TestServer::echo).origin() + "/");
        assertThat(page.launcher()).isVisible();
        page.page().locator(".hero [data-do=open]").click();
        assertThat(page.panel()).isVisible();
        page.page().locator("[data-do=send]").click();
        assertThat(page.answers().last()).containsText("Echo: help");

        assertThat(page.page().locator("#events")).containsText("Echo: help");
    }
}
