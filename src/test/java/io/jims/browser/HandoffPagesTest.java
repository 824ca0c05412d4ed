package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import io.jims.cli.LiveServer;
import io.jims.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The widget and the operator's page side by side, on the whole product.
@BrowserTest
class HandoffPagesTest {
    private static final String TOKEN = "the-admin-token-of-these-tests-0";

    @TempDir private Path directory;
    private final List<LiveServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.reversed().forEach(LiveServer::close);
    }

    @Test
    void onSqlite_personTakesOver_talks_andGivesBack_withARestartInTheMiddle(Stage stage) {
        String database = "sqlite:///" + directory.resolve("live.db").toAbsolutePath();
        LiveServer server = start(database, 0);
        WidgetPage widget = open(stage, server);
        Page anna = signedIn(stage, server);

        takeOver(widget, anna);
        stop(server);
        assertThat(widget.connectivity()).containsText("Reconnecting");
        LiveServer again = start(database, server.port());
        Page annaAgain = signedIn(stage, again);
        openConversation(annaAgain);
        annaAgain.getByLabel("Your name").fill("Anna");

        talkOn(widget, annaAgain);
        keep(widget.page(), "handoff-widget");
        keep(annaAgain, "handoff-operator");
        giveBack(widget, annaAgain);
    }

    @Test
    void onTwoReplicas_personAtOne_visitorAtTheOther_whichRestartsInTheMiddle(Stage stage) {
        String database = PostgresServer.shared().createDatabase().url();
        LiveServer visitors = start(database, 0);
        LiveServer operators = start(database, 0);
        WidgetPage widget = open(stage, visitors);
        Page anna = signedIn(stage, operators);

        takeOver(widget, anna);
        stop(visitors);
        assertThat(widget.connectivity()).containsText("Reconnecting");
        start(database, visitors.port());

        talkOn(widget, anna);
        giveBack(widget, anna);
    }

    @Test
    void visitorAsksForAPerson_byTheButton_inTheirLanguage(Stage stage) {
        LiveServer server = start("sqlite:///" + directory.resolve("live.db").toAbsolutePath(), 0);
        WidgetPage widget =
                stage.open(
                                ScriptTag.of("http://127.0.0.1:" + server.port())
                                        .with("data-lang", "de"))
                        .open();
        Page anna = signedIn(stage, server);

        Locator button = widget.button("Mit einem Menschen sprechen");
        button.press("Enter");

        assertShown(widget.messages(), "Mit einem Menschen sprechen");
        assertThat(person(widget)).hasText("Ein Mensch antwortet Ihnen hier");
        assertThat(button).hasCount(0);
        assertThat(widget.announcer()).hasText("Ein Mensch antwortet Ihnen hier");
        assertThat(widget.composer()).isFocused();
        requireAccessible(widget.page());
        assertThat(anna.locator(".threads .mark").last()).hasText("with a person");
        openConversation(anna);
        anna.getByLabel("Your name").fill("Anna");
        reply(anna).pressSequentially("H");
        assertThat(widget.status()).hasText("Anna schreibt…");
        reply(anna).fill("");
        assertThat(widget.status()).hasCount(0);
        assertThat(anna.locator(".event.assistant")).hasCount(0);

        anna.getByRole(AriaRole.BUTTON, named("Give back to the assistant")).click();
        assertThat(button).isVisible();
        assertThat(widget.announcer()).hasText("Der Assistent antwortet wieder");
    }

    @Test
    void askedForInOneTab_personIsInBoth_andAfterAReload_fromRightToLeft_inTheDark(Stage stage) {
        LiveServer server = start("sqlite:///" + directory.resolve("live.db").toAbsolutePath(), 0);
        HostPage host =
                HostPage.with(
                        ScriptTag.of("http://127.0.0.1:" + server.port())
                                .with("data-lang", "ar")
                                .with("data-theme", "dark"));
        Visitor visitor = stage.visitor();
        WidgetPage one = visitor.open(host).open();
        WidgetPage two = visitor.open(host).open();
        for (WidgetPage widget : List.of(one, two)) {
            assertThat(widget.panel().locator(".ask-person")).isVisible();
            requireAccessible(widget.still().page());
        }
        one.panel().locator(".ask-person").press("Enter");
        for (WidgetPage widget : List.of(one, two)) {
            assertThat(person(widget)).isVisible();
            assertThat(widget.panel().locator(".ask-person")).hasCount(0);
            assertThat(widget.questions()).hasCount(1);
        }
        requireAccessible(one.still().page());
        keep(one.page(), "handoff-rtl-dark");
        two.page().reload();
        assertThat(person(two)).isVisible();
        two.say("نعم");
        assertThat(one.questions()).hasCount(2);

        Page anna = signedIn(stage, server);
        openConversation(anna);
        anna.getByRole(AriaRole.BUTTON, named("Give back to the assistant")).click();
        for (WidgetPage widget : List.of(one, two)) {
            assertThat(person(widget)).hasCount(0);
            assertThat(widget.panel().locator(".ask-person")).isVisible();
        }
    }

    private void takeOver(WidgetPage widget, Page anna) {
        widget.page()
                .evaluate(
                        """
                        () => {
                          window.handed = [];
                          document.addEventListener("jims-handoff", ({ detail }) => handed.push(detail.mode), true);
                        }
                        """);
        assertThat(widget.button("Talk to a person")).isVisible();
        widget.say("Hi");
        assertShown(widget.answers(), "Echo: Hi");
        openConversation(anna);
        Locator takeOver = anna.getByRole(AriaRole.BUTTON, named("Take over"));
        assertThat(takeOver).isDisabled();
        requireAccessible(anna);
        anna.getByLabel("Your name").fill("Anna");
        takeOver.click();

        assertThat(person(widget)).hasText("A person answers you here");
        assertThat(widget.button("Talk to a person")).hasCount(0);
        assertThat(widget.page().evaluate("handed")).isEqualTo(List.of("human"));
        widget.say("Anyone?");
        assertThat(anna.locator(".event.user .body").last()).hasText("Anyone?");
        reply(anna).pressSequentially("It is");
        assertThat(widget.status()).hasText("Anna is typing…");
        assertThat(widget.button("Stop answering")).hasCount(0);
        reply(anna).pressSequentially(" *me*.");
        requireAccessible(anna);
        reply(anna).press("Enter");
        assertShown(widget.answers(), "Echo: Hi", "It is me.");
        assertThat(widget.answers().last().locator(".author")).containsText("Anna");
        assertThat(widget.answers().last().locator("em")).hasText("me");
        assertThat(widget.status()).hasCount(0);
        assertThat(person(widget)).hasText("Anna answers you here");
        assertThat(reply(anna)).hasValue("");
        assertThat(widget.shown("There was no answer.")).hasCount(0);
    }

    private static void talkOn(WidgetPage widget, Page anna) {
        widget.say("Still there?");
        assertThat(anna.locator(".event.user .body").last()).hasText("Still there?");
        assertThat(person(widget)).hasText("Anna answers you here");
        reply(anna).fill("Yes.");
        anna.getByRole(AriaRole.BUTTON, named("Send")).click();
        assertShown(widget.answers(), "Echo: Hi", "It is me.", "Yes.");
        requireAccessible(widget.page());
    }

    private static void giveBack(WidgetPage widget, Page anna) {
        anna.getByRole(AriaRole.BUTTON, named("Give back to the assistant")).click();
        assertThat(anna.getByRole(AriaRole.BUTTON, named("Take over"))).isVisible();
        assertThat(person(widget)).hasCount(0);
        assertThat(widget.button("Talk to a person")).isVisible();
        widget.say("Bye");

        assertShown(widget.answers(), "Echo: Hi", "It is me.", "Yes.", "Echo: Bye");
        assertShown(widget.questions(), "Hi", "Anyone?", "Still there?", "Bye");
        assertThat(widget.page().evaluate("handed")).isEqualTo(List.of("human", "assistant"));
        widget.page().reload();
        assertShown(widget.answers(), "Echo: Hi", "It is me.", "Yes.", "Echo: Bye");
        assertThat(widget.answers().nth(2).locator(".author")).containsText("Anna");
        assertThat(person(widget)).hasCount(0);
    }

    private static void keep(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static void requireAccessible(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }

    private static Locator person(WidgetPage widget) {
        return widget.panel().locator(".person");
    }

    private static Locator reply(Page page) {
        return page.getByLabel("Message to the visitor");
    }

    private static WidgetPage open(Stage stage, LiveServer server) {
        return stage.open(ScriptTag.of("http://127.0.0.1:" + server.port())).open();
    }

    private static Page signedIn(Stage stage, LiveServer server) {
        Page page = stage.visitor().context().newPage();
        page.navigate("http://localhost:" + server.adminPort() + "/");
        page.getByLabel("Token").fill(TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Conversations");
        return page;
    }

    private static void openConversation(Page page) {
        assertThat(page.locator(".threads li")).hasCount(1);
        page.locator(".threads a").click();
        assertThat(page.locator(".reply")).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private LiveServer start(String database, int port) {
        LiveServer server =
                LiveServer.start(
                        directory,
                        Map.of("JIMS_ADMIN_TOKEN", TOKEN, "JIMS_MODEL", ""),
                        database,
                        port,
                        "--app=echo",
                        "--handoff-button=on");
        servers.add(server);
        return server;
    }

    private void stop(LiveServer server) {
        server.close();
        servers.removeAll(Collections.singleton(server));
    }
}
