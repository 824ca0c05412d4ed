package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.BoundingBox;
import io.jims.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BrowserTest
class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "en, Open chat, Close chat, ltr",
        "ru, Открыть чат, Закрыть чат, ltr",
        "de, Chat öffnen, Chat schließen, ltr",
        "fr, Ouvrir le chat, Fermer le chat, ltr",
        "es, Abrir el chat, Cerrar el chat, ltr",
        "ar, فتح المحادثة, إغلاق المحادثة, rtl",
        "zh, 打开聊天, 关闭聊天, ltr",
    })
    void language_ofTheTag_isSpokenThroughout(
            String lang, String open, String close, String direction, Stage stage) {
        WidgetPage page =
                stage.open(ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", lang));
        assertThat(page.launcher()).hasAttribute("aria-label", startingWith(open));
        page.open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(page.launcher()).hasAttribute("aria-label", startingWith(close));
        assertThat(page.button(close)).isVisible();
        assertThat(page.panel().evaluate("node => getComputedStyle(node).direction"))
                .isEqualTo(direction);
        assertThat(
                        page.panel()
                                .evaluate(
                                        "node => node.closest('[lang]')?.lang ??"
                                                + " node.getRootNode().host.lang"))
                .isEqualTo(lang);
        if (!lang.equals("en")) {
            assertThat(page.composer()).not().hasAttribute("placeholder", "Write a message…");
            assertThat(page.widget().getByText("Send")).hasCount(0);
        }
    }

    @Test
    void language_ofThePage_comesNext(Stage stage) {
        HostPage page = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));

        assertThat(stage.visitor().open(page.lang("de-AT")).launcher())
                .hasAttribute("aria-label", startingWith("Chat öffnen"));
    }

    @Test
    void language_ofTheBrowser_comesLast(Stage stage) {
        HostPage page = HostPage.with(ScriptTag.of(stage.serve(TestServer::echo)));
        NewContextOptions french = new NewContextOptions().setLocale("fr-CA");

        assertThat(stage.visitor(french).open(page.lang("")).launcher())
                .hasAttribute("aria-label", startingWith("Ouvrir le chat"));
        assertThat(stage.visitor(french).open(page.lang("en")).launcher())
                .hasAttribute("aria-label", startingWith("Open chat"));
    }

    @Test
    void languageThatIsNotSpoken_isEnglish_whateverThePageSpeaks(Stage stage) {
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", "tlh");

        assertThat(stage.visitor().open(HostPage.with(tag).lang("es")).launcher())
                .hasAttribute("aria-label", startingWith("Open chat"));
    }

    @Test
    void rightToLeft_mirrorsTheMessages_andLeavesForeignTextAlone(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        WidgetPage page = stage.open(ScriptTag.of(server).with("data-lang", "ar"));
        page.open().say("Hello, world!");
        assertThat(page.answers()).hasCount(1);
        BoundingBox question = page.questions().first().boundingBox();
        BoundingBox answer = page.answers().first().boundingBox();

        assertThat(question.x).isLessThan(answer.x + 1); // the visitor's own side is the left one
        assertThat(
                        page.questions()
                                .getByText("Hello, world!")
                                .last()
                                .evaluate(
                                        "node => node.matches('[dir=auto], [dir=auto] *') ||"
                                                + " getComputedStyle(node).unicodeBidi"))
                .isIn(true, "plaintext", "isolate");
    }

    @Test
    void mixedAnswer_hasEachParagraphInItsOwnDirection(Stage stage) {
        ChatServer server =
                stage.serve(context ->
                        context.sendMessage(
                                "مرحبا بك في متجرنا، لدينا ثلاثة أنواع\n\nTea is here."));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(
                        page.shown("Tea is here.")
                                .evaluate(
                                        """
                                        paragraph => {
                                          const text = document.createRange();
                                          text.selectNodeContents(paragraph);
                                          const [is, has] = [text.getBoundingClientRect(), paragraph.getBoundingClientRect()];
                                          return is.left - has.left < 2 && has.right - is.right > 20;
                                        }
                                        """))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "de-AT", "pt-BR"})
    void languageReachesTheServer_spokenHereOrNot(String lang, Stage stage) {
        Visitor visitor = stage.visitor();
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-lang", lang);
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");
        assertThat(page.answers()).hasCount(1);

        assertThat(visitor.framesSent().getFirst()).contains("\"lang\":\"" + lang + "\"");
    }

    private static Pattern startingWith(String words) {
        return Pattern.compile("^" + Pattern.quote(words).replace("\\Q", "").replace("\\E", ""));
    }
}
