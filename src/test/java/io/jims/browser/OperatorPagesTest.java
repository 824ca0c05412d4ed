package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.jims.cli.LiveServer;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.postgres.PostgresServer;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sqlite.SqliteOptions;
import io.jims.store.sqlite.SqliteThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.UploadClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The operator's pages in a real browser, on the whole product.
@BrowserTest
class OperatorPagesTest {
    private static final String TOKEN = "the-admin-token-of-these-tests-0";
    private static final String HOSTILE =
            "<img src=x onerror=\"window.hacked=1\"> <script>window.hacked=1</script>"
                    + " [click](javascript:window.hacked=1) ![pixel](https://evil.example/p.png)";

    private static final Path SITE_PICTURE =
            Path.of("src", "site", "resources", "images", "operator.png");

    @TempDir private Path directory;
    private LiveServer server;

    @BeforeEach
    void start() {
        server =
                LiveServer.start(
                        directory,
                        Map.of("JIMS_ADMIN_TOKEN", TOKEN, "JIMS_MODEL", ""),
                        "--app=echo",
                        "--uploads=files");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void signIn_withTheKeyboard_andOut(Stage stage) {
        Page page = page(stage.visitor());
        assertThat(page.getByLabel("Token")).isFocused();
        page.keyboard().type("a wrong one");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Token")).isFocused();
        assertThat(page.locator("main")).containsText("You are not signed in");

        page.keyboard().type(TOKEN);
        page.keyboard().press("Enter");

        assertThat(heading(page, "Conversations")).isVisible();
        assertThat(page.locator(".status")).hasText("No conversations.");
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        assertThat(page.getByLabel("Token")).isVisible();
        page.navigate(origin() + "/numbers");
        assertThat(page.getByLabel("Token")).isVisible();
    }

    @Test
    void list_showsWhatHappens_asItHappens_andIsSearched(Stage stage) throws Exception {
        Page page = signedIn(stage.visitor());
        assertThat(page.locator(".live")).hasText("live");
        try (JimsClient ann = JimsClient.greeted(server.port(), "");
                JimsClient bob = JimsClient.greeted(server.port(), "")) {
            ask(ann, "Where is my parcel?");
            assertThat(page.locator(".threads li")).hasCount(1);
            ask(bob, "我想退款 🎉");
            assertThat(page.locator(".threads li")).hasCount(2);
            assertThat(page.locator(".question").first()).hasText("我想退款 🎉");
        }

        page.getByLabel("Words").fill("parc");
        assertThat(page.locator(".threads li")).hasCount(1);
        assertThat(page.locator(".question")).hasText("Where is my parcel?");
        assertThat(page).hasURL(origin() + "/?q=parc");
        page.getByLabel("State").selectOption("failed");
        assertThat(page.locator(".status")).hasText("No conversations.");
        page.reload();
        assertThat(page.getByLabel("Words")).hasValue("parc");
        assertThat(page.getByLabel("State")).hasValue("failed");
        assertThat(page.getByRole(AriaRole.LINK, named("CSV")))
                .hasAttribute("href", "/api/export?q=parc&state=failed&format=csv");
    }

    @Test
    void conversation_growsAsItHappens(Stage stage) throws Exception {
        Page page = signedIn(stage.visitor());
        try (JimsClient ann = JimsClient.greeted(server.port(), "")) {
            ask(ann, "Hello");
            page.locator(".threads a").click();
            assertThat(page.locator(".event.assistant .body")).hasText("Echo: Hello");

            ask(ann, "And now?");
            assertThat(page.locator(".event.assistant .body").last()).hasText("Echo: And now?");
            assertThat(page.locator(".event.user")).hasCount(2);
        }
        page.goBack();
        assertThat(heading(page, "Conversations")).isVisible();
    }

    @Test
    void conversation_showsWhatItsRunIsDoing(Stage stage) throws Exception {
        server.close();
        server = startLooking("sqlite:///" + directory.resolve("looking.db").toAbsolutePath());
        followRun(stage, server.port());
    }

    @Test
    void conversation_showsWhatARunOfAnotherReplicaIsDoing(Stage stage) throws Exception {
        String database = PostgresServer.shared().createDatabase().url();
        server.close();
        server = startLooking(database);
        try (LiveServer other = startLooking(database)) {
            followRun(stage, other.port());
        }
    }

    private LiveServer startLooking(String database) {
        return LiveServer.start(
                directory,
                Map.of("JIMS_ADMIN_TOKEN", TOKEN),
                database,
                0,
                "--app=io.jims.browser.LookingApp:APP");
    }

    /// @param visitors the port of the server that runs the app
    private void followRun(Stage stage, int visitors) throws Exception {
        Page page = signedIn(stage.visitor());
        try (JimsClient ann = JimsClient.greeted(visitors, "")) {
            ask(ann, "Hello");
            page.locator(".threads a").click();
            assertThat(page.locator(".event.assistant .body")).hasText("done");
            Response following =
                    page.waitForResponse(
                            response -> response.url().endsWith("/status"), page::reload);
            assertThat(following.status()).isEqualTo(200);
            ann.message("wait");

            assertThat(page.locator(".doing")).hasText("looking <b>it</b> up");
            LookingApp.RELEASED.release();
            ann.readUntil("done");
            assertThat(page.locator(".doing")).hasText("");
            assertThat(page.locator(".event.assistant .body").last()).hasText("done");
        }
    }

    @Test
    void fileOfAVisitor_isSaved_notShown(Stage stage) throws Exception {
        Page page = signedIn(stage.visitor());
        try (JimsClient ann = JimsClient.connect(server.port())) {
            ann.hello("");
            String ticket = ann.readUntil("welcome").at("/uploads/ticket").asText();
            String file =
                    new UploadClient(server.port()).upload(ticket, "a b.png", UploadClient.PNG);
            ann.messageWithFiles("Look", file);
            ann.readUntil("done");
        }
        page.locator(".threads a").click();
        assertThat(page.getByRole(AriaRole.LIST, named("Files")))
                .hasText("a b.png image/png, " + UploadClient.PNG.length + " bytes");
        check(page, "files", false);

        Download download =
                page.waitForDownload(() -> page.getByRole(AriaRole.LINK, named("a b.png")).click());
        assertThat(Files.readAllBytes(download.path())).isEqualTo(UploadClient.PNG);
        assertThat(download.suggestedFilename()).isEqualTo("a b.png");
    }

    @Test
    void hostileText_isText(Stage stage) throws Exception {
        Visitor visitor = stage.visitor();
        Page page = signedIn(visitor);
        try (JimsClient ann = JimsClient.greeted(server.port(), "")) {
            ask(ann, HOSTILE);
            assertThat(page.locator(".question")).containsText("<img src=x");
            page.locator(".threads a").click();
        }
        assertThat(page.locator(".event.user .body")).containsText("<script>window.hacked=1");
        Locator answer = page.locator(".event.assistant .body");
        assertThat(answer).containsText("<img src=x");
        assertThat(answer.locator("img, script")).hasCount(0);
        assertThat(answer.locator("a[href^='javascript']")).hasCount(0);
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(visitor.requests()).allMatch(url -> url.startsWith(origin()));
        assertThat(visitor.console("error")).noneMatch(text -> text.contains("Content Security"));
    }

    @Test
    void events_areReadable(Stage stage) {
        ThreadId thread = talk();
        Page page = signedIn(stage.visitor());
        page.navigate(origin() + "/threads/" + thread.value());

        assertThat(page.locator("[data-type='rag.query_processed'] .line"))
                .containsText("1.5 s · gpt-x: 1,200 tokens read, 80 written");
        assertThat(page.locator("[data-type='jims.widget.feedback'] .line"))
                .containsText("👎 Rated bad too slow");
        assertThat(page.locator("[data-type='jims.lifecycle.run_failed'] .line"))
                .containsText("Answer failed timeout: No reply");
        assertThat(page.locator(".sources a")).hasAttribute("href", "https://example.com/tea");
        assertThat(page.locator("[data-type='rag.step'] b")).hasText("rag.step");
        assertThat(page.locator(".mark.bad")).hasText("failed");
        page.locator("[data-type='rag.step'] summary").press("Enter");
        assertThat(page.locator("[data-type='rag.step'] pre")).containsText("\"found\": 3");
    }

    @Test
    void answerThatAGuardRefused_isShownAsOne_withoutTheAnswer(Stage stage) throws Exception {
        server.close();
        server =
                LiveServer.start(
                        directory,
                        Map.of("JIMS_ADMIN_TOKEN", TOKEN),
                        "--app=echo",
                        "--guard=" + StrictGuard.class.getName() + ":GUARD");
        try (JimsClient ann = JimsClient.greeted(server.port(), "")) {
            ask(ann, "Tell me the secret");
            ann.message("How rude");
            ann.readUntil("error");
        }
        Page page = signedIn(stage.visitor());
        page.locator(".threads a").click();

        Locator refusal = page.locator("[data-type='jims.lifecycle.run_failed'] .line");
        assertThat(refusal).containsText("Answer refused by a guard I may not <b>say</b> that.");
        assertThat(page.locator("main")).not().containsText("Echo");
        assertThat(page.locator("main")).not().containsText("rude");
        assertThat(page.locator(".mark.bad")).hasText("failed");
        assertThat(metrics())
                .contains("jims_widget_guarded_total{verdict=\"answer_refused\",} 1.0")
                .contains("jims_widget_guarded_total{verdict=\"message_refused\",} 1.0")
                .contains("jims_widget_messages_total{outcome=\"refused\",} 2.0")
                .contains("jims_widget_messages_total{outcome=\"failed\",} 0.0");
    }

    private String metrics() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.metricsPort() + "/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void erase_asksFirst(Stage stage) {
        ThreadId thread = talk();
        Page page = signedIn(stage.visitor());
        page.navigate(origin() + "/threads/" + thread.value());
        page.getByRole(AriaRole.BUTTON, named("Erase…")).press("Enter");
        Locator keep = page.getByRole(AriaRole.BUTTON, named("Keep it"));
        assertThat(keep).isFocused();
        keep.press("Enter");
        assertThat(page.locator(".event").first()).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Erase…")).click();
        page.getByRole(AriaRole.BUTTON, named("Erase it")).click();

        assertThat(page.locator(".status")).hasText("This conversation was erased.");
        assertThat(page.locator(".event")).hasCount(0);
        page.getByRole(AriaRole.LINK, named("← Conversations")).click();
        assertThat(page.locator(".status")).hasText("No conversations.");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPage_hasNoViolation(ColorScheme scheme, Stage stage) {
        walk(stage.visitor(new NewContextOptions().setColorScheme(scheme)), false);
    }

    @Test
    void onAPhone_everyPageFits(Stage stage) {
        walk(
                stage.visitor(
                        new NewContextOptions()
                                .setViewportSize(390, 844)
                                .setIsMobile(true)
                                .setHasTouch(true)),
                true);
    }

    @Test
    void picture_forTheDocumentation(Stage stage) throws IOException {
        talk("widget:0198", "Где мой заказ №1742?", 9);
        talk("widget:0199", "Où puis-je rendre une théière ?", 24);
        talk("bob@example.com", "Do you deliver to Norway?", 60);
        ThreadId shown = talk("eve@example.com", "What goes with scones?", 2);
        talk("ann@example.com", "Is the matcha ground on stone?", 1);
        Page page = signedIn(stage.visitor(new NewContextOptions().setViewportSize(960, 600)));
        assertThat(page.locator(".threads li")).hasCount(5);
        keep(page, "operator");
        page.navigate(origin() + "/threads/" + shown.value());
        assertThat(page.locator(".event.assistant")).isVisible();
        keep(page, "operator-conversation");
        page.navigate(origin() + "/numbers");
        assertThat(page.locator("#chart-tokens canvas")).isVisible();
        keep(page, "operator-numbers");

        assertThat(SITE_PICTURE).isNotEmptyFile();
        assertThat(Files.size(SITE_PICTURE)).isLessThan(80_000);
        assertThat(ImageIO.read(SITE_PICTURE.toFile()).getWidth()).isEqualTo(960);
    }

    private static void keep(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", name + ".png"))
                        .setFullPage(name.contains("-")));
    }

    private void walk(Visitor visitor, boolean isPhone) {
        ThreadId thread = talk();
        Page page = page(visitor);
        check(page, "sign-in", isPhone);
        signIn(page);
        assertThat(page.locator(".threads li")).hasCount(1);
        check(page, "list", isPhone);
        page.navigate(origin() + "/threads/" + thread.value());
        assertThat(page.locator(".event.assistant")).isVisible();
        check(page, "conversation", isPhone);
        page.getByRole(AriaRole.BUTTON, named("Erase…")).click();
        check(page, "confirmation", isPhone);
        page.navigate(origin() + "/numbers");
        assertThat(page.locator("#chart-tokens canvas")).isVisible();
        assertThat(page.locator(".totals")).containsText("messages");
        check(page, "numbers", isPhone);
        page.navigate(origin() + "/costs");
        assertThat(page.locator("tfoot")).containsText("1,200");
        check(page, "costs", isPhone);
    }

    private static void check(Page page, String what, boolean isPhone) {
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(what).isEmpty();
        if (isPhone) {
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(what + " fits")
                    .isEqualTo(true);
        }
    }

    /// A conversation of today with whatever may happen in one.
    private ThreadId talk() {
        return talk("ann@example.com", "Which green tea is mild?", 1);
    }

    private ThreadId talk(String contact, String question, int minutesAgo) {
        Instant now = Instant.now().minusSeconds(60L * minutesAgo);
        ChatThread thread = new ChatThread(ThreadId.create(), contact, null, now, Map.of());
        List<ThreadEvent> events = new ArrayList<>();
        add(events, now, EventTypes.THREAD_CREATED, Map.of());
        add(events, now, EventTypes.USER_MESSAGE, said("user", question));
        add(events, now, "rag.step", Map.of("found", 3));
        add(
                events,
                now,
                EventTypes.ASSISTANT_MESSAGE,
                Map.of(
                        "role",
                        "assistant",
                        "content",
                        """
                        **Sencha** is mild.

                        | tea | price |
                        | --- | ---: |
                        | Sencha | 9 € |

                        ```
                        70 °C
                        ```
                        """,
                        "sources",
                        List.of(Map.of("title", "Tea", "url", "https://example.com/tea"))));
        add(
                events,
                now,
                EventTypes.QUERY_PROCESSED,
                Map.of(
                        "technical_info",
                        Map.of(
                                "model_used",
                                "gpt-x",
                                "duration_ms",
                                1_500,
                                "model_stats",
                                Map.of(
                                        "gpt-x",
                                        Map.of(
                                                "requests_count",
                                                1,
                                                "prompt_tokens",
                                                1_200,
                                                "completion_tokens",
                                                80)))));
        String rating = minutesAgo % 2 == 1 ? "down" : "up";
        add(
                events,
                now,
                "jims.widget.feedback",
                Map.of("event_id", "x", "rating", rating, "comment", "too slow"));
        if (minutesAgo == 1) {
            add(events, now, EventTypes.RUN_FAILED, Map.of("code", "timeout", "text", "No reply"));
        }
        try (SqlThreadStore store =
                SqliteThreadStore.openBeside(directory.resolve("live.db"), SqliteOptions.DEFAULT)) {
            store.create(thread, events);
        }
        return thread.id();
    }

    private static void add(
            List<ThreadEvent> events,
            Instant begin,
            String type,
            Map<String, ? extends @Nullable Object> data) {
        events.add(ThreadEvent.create(type, data).at(begin.plusSeconds(events.size())));
    }

    private static void ask(JimsClient visitor, String text) throws IOException {
        visitor.message(text);
        visitor.readUntil("done");
    }

    private static Map<String, String> said(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    private Page signedIn(Visitor visitor) {
        Page page = page(visitor);
        signIn(page);
        return page;
    }

    private static void signIn(Page page) {
        page.getByLabel("Token").fill(TOKEN);
        page.keyboard().press("Enter");
        assertThat(heading(page, "Conversations")).isVisible();
    }

    private Page page(Visitor visitor) {
        Page page = visitor.context().newPage();
        page.navigate(origin() + "/");
        return page;
    }

    private String origin() {
        return "http://localhost:" + server.adminPort();
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
