package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.testing.UploadClient.PDF;
import static io.jims.testing.UploadClient.PNG;
import static io.jims.testing.UploadClient.png;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.jims.core.Attachment;
import io.jims.core.ThreadContext;
import io.jims.testing.TestServer;
import io.jims.testing.UploadClient;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of the visitor: by the button, dropped and pasted.
@BrowserTest
class FilesTest {
    private static final String ATTACH = "Attach files";
    private static final FilePayload PICTURE = new FilePayload("a.png", "image/png", PNG);
    private static final FilePayload PAPER = new FilePayload("b.pdf", "application/pdf", PDF);

    /// Dispatches an event with a file, as a browser does.
    private static final String GIVE =
            """
            (node, [type, name, kind, text]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(text, (c) => c.charCodeAt(0))], name, { type: kind }));
              const options = { bubbles: true, composed: true, cancelable: true };
              const event = type === "paste"
                ? new ClipboardEvent(type, { ...options, clipboardData: data })
                : new DragEvent(type, { ...options, dataTransfer: data });
              node.dispatchEvent(event);
              return event.defaultPrevented;
            }
            """;

    @Test
    void filesByTheButton_areSent_seenInBothTabs_andAfterAReload(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        Visitor visitor = stage.visitor();
        HostPage host = HostPage.with(ScriptTag.of(server));
        WidgetPage one = visitor.open(host).open();
        pick(one, PICTURE, PAPER);
        assertReady(one);
        one.say("What is this?");
        assertThat(one.answers()).containsText(new String[] {"2 files: a.png, b.pdf"});
        assertThat(tray(one).locator("li")).hasCount(0);
        WidgetPage two = visitor.open(host).open();
        assertFiles(one, "a.png", "b.pdf");
        assertFiles(two, "a.png", "b.pdf");
        one.page().reload();
        assertFiles(one.open(), "a.png", "b.pdf");

        Download download = one.page().waitForDownload(() -> files(one).getByText("a.png").click());
        assertThat(Files.readAllBytes(download.path())).isEqualTo(PNG);
        assertThat(download.suggestedFilename()).isEqualTo("a.png");
        assertThat(server.contents()).first().isEqualTo("What is this?");
    }

    @ParameterizedTest
    @CsvSource({"drop, .log", "paste, textarea"})
    void fileThatIsGiven_isSent_withoutWords(String type, String where, Stage stage)
            throws Exception {
        ChatServer server = serve(stage);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        assertThat(page.button(ATTACH)).isVisible();

        assertThat(give(page, type, where, "a.png", "image/png", PNG)).isEqualTo(true);
        assertReady(page);
        assertThat(tray(page).locator("li")).containsText(new String[] {"a.png"});
        page.button("Send").click();

        assertFiles(page, "a.png");
        assertThat(page.answers()).containsText(new String[] {"1 files: a.png"});
        assertThat(page.questions().locator(".body")).hasCount(0);
        assertThat(server.contents()).first().isEqualTo("a.png");
    }

    @Test
    void dragOverThePanel_showsWhereToDrop(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(serve(stage))).open();
        assertThat(page.button(ATTACH)).isVisible();

        assertThat(give(page, "dragover", ".log", "a.png", "image/png", PNG)).isEqualTo(true);
        assertThat(page.panel()).hasClass(Pattern.compile("dropping"));
        give(page, "dragleave", ".log", "a.png", "image/png", PNG);
        assertThat(page.panel()).not().hasClass(Pattern.compile("dropping"));
    }

    @Test
    void file_canBeRemovedBeforeItIsSent_byTheKeyboard(Stage stage) throws Exception {
        ChatServer server = serve(stage);
        WidgetPage page = stage.open(ScriptTag.of(server)).open();
        pick(page, PICTURE, PAPER);
        assertReady(page);
        page.button("Remove a.png").focus();
        page.button("Remove a.png").press("Enter");
        assertThat(page.button("Remove b.pdf")).isFocused();
        page.button("Remove b.pdf").press("Enter");
        assertThat(page.composer()).isFocused();
        assertThat(tray(page).locator("li")).hasCount(0);
        assertThat(page.button("Send")).isDisabled();
        pick(page, PAPER);
        assertReady(page);
        assertThat(page.announcer()).hasText("Files: b.pdf");
        page.say("Only this");

        assertFiles(page, "b.pdf");
    }

    @Test
    void messageWaits_untilItsFilesAreThere(Stage stage) {
        Visitor visitor = stage.visitor();
        AtomicReference<Route> held = new AtomicReference<>();
        visitor.context().route("**/uploads?*", held::set);
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();
        pick(page, PICTURE);
        Locator progress = tray(page).locator("progress");
        assertThat(progress).hasAttribute("aria-label", "a.png");
        page.say("Look");
        assertThat(page.button("Send")).isDisabled();
        assertThat(page.questions()).hasCount(0);
        page.page().waitForCondition(() -> held.get() != null);
        held.get().resume();
        assertThat(progress).hasCount(0);
        page.composer().press("Enter");

        assertFiles(page, "a.png");
    }

    @Test
    void troubles_areSaidInWords(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(serve(stage))).open();
        pick(page, new FilePayload("big.png", "image/png", png(200_000)));
        assertTrouble(page, "big.png is too large: at most 100 kB.");
        pick(page, new FilePayload("a.svg", "image/svg+xml", UploadClient.bytes("<svg/>")));
        assertTrouble(page, "a.svg: only images (PNG, JPEG, GIF, WebP) and PDF files are taken.");
        pick(page, new FilePayload("fake.png", "image/png", UploadClient.bytes("<html>")));
        assertTrouble(
                page, "fake.png: only images (PNG, JPEG, GIF, WebP) and PDF files are taken.");
        pick(page, PICTURE, PAPER, PICTURE);
        assertTrouble(page, "At most 2 files fit into a message.");
        assertReady(page);
        page.say("Two of them");

        assertFiles(page, "a.png", "b.pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "500, a.png could not be uploaded.",
        "507, a.png could not be uploaded.",
        "429, The assistant has reached its limit for now. Please come back later."
    })
    void refusalOfTheServer_isSaidInWords(int status, String words, Stage stage) {
        Visitor visitor = stage.visitor();
        visitor.context()
                .route(
                        "**/uploads?*",
                        route ->
                                route.fulfill(
                                        new Route.FulfillOptions()
                                                .setStatus(status)
                                                .setHeaders(
                                                        Map.of(
                                                                "Access-Control-Allow-Origin",
                                                                "*"))));
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();
        pick(page, PICTURE);

        assertTrouble(page, words);
    }

    @Test
    void connectionThatBreaks_isSaidInWords_andTheFileCanBeGivenAgain(Stage stage) {
        Visitor visitor = stage.visitor();
        AtomicInteger tries = new AtomicInteger();
        visitor.context()
                .route(
                        "**/uploads?*",
                        route -> {
                            if (tries.getAndIncrement() == 0) {
                                route.abort();
                            } else {
                                route.resume();
                            }
                        });
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();
        pick(page, PICTURE);
        assertTrouble(page, "a.png could not be uploaded.");
        pick(page, PICTURE);
        assertReady(page);
        assertThat(tray(page).locator(".trouble")).hasCount(0);
        page.say("Now");

        assertFiles(page, "a.png");
    }

    /// As where the page was open for more than a day.
    @Test
    void ticketThatHasExpired_isRenewed_unnoticed(Stage stage) {
        Visitor visitor = stage.visitor();
        AtomicInteger tries = new AtomicInteger();
        visitor.context()
                .route(
                        "**/uploads?*",
                        route -> {
                            if (tries.getAndIncrement() == 0) {
                                route.fulfill(
                                        new Route.FulfillOptions()
                                                .setStatus(401)
                                                .setHeaders(
                                                        Map.of(
                                                                "Access-Control-Allow-Origin",
                                                                "*")));
                            } else {
                                route.resume();
                            }
                        });
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();
        pick(page, PICTURE);
        assertReady(page);
        assertThat(tray(page).locator(".trouble")).hasCount(0);
        page.say("Now");

        assertFiles(page, "a.png");
        assertThat(tries).hasValue(2);
    }

    @Test
    void serverThatTakesNone_hasNoButton_andNothingIsLoaded(Stage stage) {
        Visitor visitor = stage.visitor();
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(page.button(ATTACH)).hasCount(0);
        assertThat(visitor.requests()).noneMatch(address -> address.contains("jims-files"));
    }

    /// Takes the button away, and leaves what is said.
    @Test
    void serverThatTakesNoneAnyMore_hasNoButton(Stage stage) {
        Visitor visitor = stage.visitor();
        ChatServer server = serve(stage);
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open();
        assertThat(page.button(ATTACH)).isVisible();
        pick(page, PICTURE);
        assertReady(page);
        page.say("Look");
        assertFiles(page, "a.png");
        server.takeNoFiles();
        page.say("Still there?");

        assertThat(page.answers()).hasCount(2);
        assertThat(page.button(ATTACH)).isHidden();
        assertFiles(page, "a.png");
    }

    @Test
    void strictPolicyOfThePage_isKept(Stage stage) {
        ChatServer server = serve(stage);
        Visitor visitor = stage.visitor();
        WidgetPage page =
                visitor.open(
                                HostPage.with(ScriptTag.of(server))
                                        .policy(
                                                "default-src 'none'; script-src %1$s; connect-src %1$s %2$s"
                                                        .formatted(
                                                                server.origin(),
                                                                server.origin()
                                                                        .replace("http", "ws"))))
                        .open();
        pick(page, PICTURE);
        assertReady(page);
        page.say("Look");

        assertFiles(page, "a.png");
        assertThat(visitor.console("error")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en", "ar"})
    void longName_isCutAtItsEnd_inItsOwnDirection(String language, Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(serve(stage)).with("data-lang", language)).open();
        pick(page, new FilePayload("a-receipt-".repeat(12) + ".png", "image/png", PNG));
        assertReady(page);
        page.composer().press("Enter");
        assertThat(files(page)).hasCount(1);
        page.still();
        Object isBeginningSeen =
                files(page)
                        .evaluate(
                                """
                                (link) => {
                                  const range = document.createRange();
                                  const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode();
                                  range.setStart(text, 0);
                                  range.setEnd(text, 1);
                                  const letter = range.getBoundingClientRect();
                                  const seen = link.getBoundingClientRect();
                                  return letter.left >= seen.left - 1 && letter.right <= seen.right;
                                }
                                """);

        assertThat(isBeginningSeen).isEqualTo(true);
    }

    @Test
    void words_areTheServers_whereItHasSome(Stage stage) {
        Visitor visitor = stage.visitor();
        ServerWordsTest.replacing(
                visitor, "\"texts\":{}", "\"texts\":{\"widget.attach\":\"Add a picture\"}");
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(serve(stage)))).open();

        assertThat(page.button("Add a picture")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en, ltr", "DARK, de, ltr", "LIGHT, ar, rtl"})
    void everyState_hasNoViolation(
            ColorScheme scheme, String language, String direction, Stage stage) {
        Visitor visitor = stage.visitor(new NewContextOptions().setColorScheme(scheme));
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(serve(stage)).with("data-lang", language)))
                        .open();
        pick(page, PICTURE, new FilePayload("big.png", "image/png", png(200_000)));
        assertThat(tray(page).locator(".trouble")).hasCount(1);
        assertReady(page);
        assertNoViolation(page);
        page.composer().press("Enter");
        assertFiles(page, "a.png");
        assertThat(page.answers()).hasCount(1);

        assertNoViolation(page);
        Object isBefore =
                page.panel()
                        .evaluate(
                                """
                                (panel) => {
                                  const left = (which) => panel.querySelector(which).getBoundingClientRect().left;
                                  return left(".attach") < left("textarea");
                                }
                                """);
        assertThat(isBefore).isEqualTo(direction.equals("ltr"));
    }

    private static void assertNoViolation(WidgetPage page) {
        assertThat(new AxeBuilder(page.still().page()).analyze().getViolations()).isEmpty();
    }

    private static ChatServer serve(Stage stage) {
        return stage.serve(FilesTest::count).takeFiles(100_000);
    }

    private static void count(ThreadContext context) {
        List<Attachment> files = context.attachments();
        context.sendMessage(files.size() + " files: " + Attachment.names(files));
    }

    private static void pick(WidgetPage page, FilePayload... files) {
        assertThat(page.panel().locator(".attach")).isVisible();
        page.panel().locator("input[type=file]").setInputFiles(files);
    }

    private static Object give(
            WidgetPage page, String type, String where, String name, String kind, byte[] content) {
        return page.panel()
                .locator(where)
                .evaluate(GIVE, List.of(type, name, kind, new String(content, ISO_8859_1)));
    }

    private static Locator tray(WidgetPage page) {
        return page.panel().locator(".tray");
    }

    private static Locator files(WidgetPage page) {
        return page.panel().locator(".files a");
    }

    /// All files that were given are uploaded, or refused.
    private static void assertReady(WidgetPage page) {
        assertThat(tray(page).locator("li").first()).isVisible();
        assertThat(tray(page).locator("progress")).hasCount(0);
    }

    private static void assertFiles(WidgetPage page, String... names) {
        assertThat(files(page)).hasText(names);
    }

    private static void assertTrouble(WidgetPage page, String words) {
        assertThat(page.panel().locator(".tray .trouble")).hasText(words);
        assertThat(page.announcer()).hasText(words);
    }
}
