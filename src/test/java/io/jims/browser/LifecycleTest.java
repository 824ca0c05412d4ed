package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;

import io.jims.core.secret.Secret;
import io.jims.lifecycle.GristDocument;
import io.jims.lifecycle.Lifecycle;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.testing.Await;
import io.jims.testing.GristServer;
import io.jims.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Someone changes rows in Grist while visitors in two languages have the page open.
@BrowserTest
class LifecycleTest {
    @TempDir Path directory;
    private GristServer grist;
    private Lifecycle lifecycle;

    @BeforeEach
    void start() throws IOException {
        grist = GristServer.start();
        grist.row("widget.title", "The tea desk");
        grist.row("welcome", "Good day");
        grist.row("welcome@ru", "Добрый день");
        grist.row("fallback_unknown_command", "No such **command**");
        grist.row("fallback_unknown_command@ru", "Нет такой команды");
        GristDocument document =
                new GristDocument(grist.url(), GristServer.DOCUMENT, new Secret(GristServer.KEY));
        lifecycle =
                Lifecycle.start(
                        new LifecycleSettings(
                                new Origin.Grist(document),
                                Duration.ofHours(1),
                                directory.resolve("kept")),
                        null);
    }

    @AfterEach
    void stop() {
        lifecycle.close();
        grist.close();
    }

    @Test
    void changedRow_isSeenByTheNextVisitor_andByAnOpenPanelOnItsNextConnection(Stage stage)
            throws Exception {
        ChatServer server = serve(stage);
        Line line = stage.lineTo(server);
        WidgetPage english = open(stage, line, "en");
        WidgetPage russian = open(stage, line, "ru");
        assertShown(english.answers(), "Good day");
        assertShown(russian.answers(), "Добрый день");

        grist.row("welcome", "Good evening");
        grist.row("welcome@ru", "Добрый вечер");
        grist.row("widget.title@ru", "Чайная");
        readRows(6);

        assertShown(open(stage, line, "en").answers(), "Good evening");
        assertShown(open(stage, line, "ru").answers(), "Добрый вечер");
        assertShown(english.answers(), "Good day");
        line.cut();
        line.mend();

        assertShown(english.answers(), "Good evening");
        assertThat(english.title()).hasText("The tea desk");
        assertShown(russian.answers(), "Добрый вечер");
        assertThat(russian.title()).hasText("Чайная");
    }

    @Test
    void languageThatTheWidgetDoesNotSpeak_isStillTheTables(Stage stage) throws Exception {
        grist.row("welcome@pt-BR", "Bom dia");
        readRows(6);
        ChatServer server = serve(stage);

        assertShown(open(stage, stage.lineTo(server), "pt-BR").answers(), "Bom dia");
    }

    @Test
    void starters_areRowsOfTheTable_inTheVisitorsLanguage(Stage stage) throws Exception {
        grist.row("starter.2", "Where are you?");
        grist.row("starter.1", "When do you open?");
        grist.row("starter.1@ru", "Когда вы открыты?");
        grist.row("starter.7", "One too many");
        readRows(8);
        Line line = stage.lineTo(serve(stage));

        assertThat(open(stage, line, "en").panel().locator(".starters button"))
                .hasText(new String[] {"When do you open?", "Where are you?"});
        assertThat(open(stage, line, "ru").panel().locator(".starters button"))
                .hasText(new String[] {"Когда вы открыты?", "Where are you?"});
    }

    @Test
    void unknownCommand_isAnsweredFromTheTable(Stage stage) {
        ChatServer server = serve(stage);
        WidgetPage page = open(stage, stage.lineTo(server), "ru").say("/dance");

        assertShown(page.answers(), "Добрый день", "Нет такой команды");
    }

    private void readRows(int count) throws Exception {
        lifecycle.refresh();
        String texts = Integer.toString(count);
        Await.until("the rows", () -> texts.equals(lifecycle.details().get("texts")));
    }

    private ChatServer serve(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        server.speak(lifecycle::texts);
        return server;
    }

    private static WidgetPage open(Stage stage, Line line, String language) {
        return stage.open(ScriptTag.of(line.origin()).with("data-lang", language)).open();
    }
}
