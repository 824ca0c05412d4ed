package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jims.browser.WidgetPage.assertShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.WebSocketRoute;
import io.jims.testing.TestLimits;
import io.jims.testing.TestServer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@BrowserTest
class FailureTest {
    private static final Pattern MESSAGE_ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("empty", "There was nothing to send."),
                    Map.entry("too_long", "This message is too long"),
                    Map.entry("busy", "Earlier messages are still being answered."),
                    Map.entry("quota", "The assistant has reached its limit for now."),
                    Map.entry("forbidden", "This conversation is not open to you."),
                    Map.entry("overloaded", "The assistant is very busy right now."),
                    Map.entry("timeout", "The answer took too long."),
                    Map.entry("pipeline", "Something went wrong with the answer."),
                    Map.entry("bad_frame", "The message could not be understood."),
                    Map.entry("shutting_down", "The assistant is restarting."),
                    Map.entry("rate_limited", "You are writing faster than the assistant"));

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void failedAnswer_isSaidInPlainWords_andCanBeTriedAgain(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        pipeline.fail("the kettle is empty");
        page.say("Hi");
        assertThat(page.shown("Something went wrong with the answer.")).isVisible();
        pipeline.say("Better now.").end();
        page.button("Try again").click();

        assertThat(page.answers().last()).containsText("Better now.");
        assertThat(page.button("Try again")).hasCount(0);
        assertThat(page.composer()).isFocused();
    }

    @Test
    void appThatSaysNothing_isToldToItsVisitor(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.end();

        assertThat(page.shown("There was no answer.")).isVisible();
    }

    @Test
    void stop_isThereWhileTheVisitorTypes(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("Half an ans");
        assertThat(page.answers()).hasCount(1);
        page.composer().fill("no, wait");
        assertThat(page.button("Send")).isEnabled();
        page.button("Stop answering").click();

        assertThat(page.shown("Stopped")).isVisible();
        assertThat(page.composer()).hasValue("no, wait");
    }

    @Test
    void failureThatTheAppSays_isShownAsItIs_alsoAfterAReload(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open();
        pipeline.refuse("We are closed until Monday.");
        page.say("Hi");
        assertThat(page.shown("We are closed until Monday.")).isVisible();
        page.page().reload();
        page.open();

        assertThat(page.shown("We are closed until Monday.")).isVisible();
        assertThat(page.shown("Something went wrong with the answer.")).hasCount(0);
    }

    @Test
    void failure_afterPartOfTheAnswer_leavesItWhereItWasRead(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.stream("Half an ans");
        assertThat(page.answers()).hasCount(1);
        pipeline.fail("the kettle is empty");

        assertThat(page.button("Try again")).isVisible();
        assertShown(page.answers(), "Half an ans");
        assertThat(page.button("Stop answering")).hasCount(0);
    }

    @Test
    void failedMessage_isStillThereAfterAReload(Stage stage) {
        WidgetPage page = stage.open(ScriptTag.of(stage.serve(pipeline))).open().say("Hi");
        pipeline.fail("the kettle is empty");
        assertThat(page.button("Try again")).isVisible();
        page.page().reload();
        page.open();
        assertShown(page.questions(), "Hi");
        page.say("Once more");
        pipeline.say("Better now.").end();

        assertThat(page.answers().last()).containsText("Better now.");
    }

    @Test
    void tooLongText_isSaidBeforeItIsSent(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo, TestLimits.messageCharacters(20));
        WidgetPage page = stage.open(ScriptTag.of(server)).open().say("short");
        assertThat(page.answers()).hasCount(1);
        page.composer().fill("far too long for this small server");
        assertThat(page.panel().getByText("14 characters too many")).isVisible();
        page.composer().press("Enter");

        assertThat(page.composer()).hasValue("far too long for this small server");
        assertThat(server.contents()).hasSize(2);
    }

    @Test
    void everyCode_hasFriendlyWords(Stage stage) {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        List<String> codes = List.copyOf(WORDS.keySet());
        refuseMessages(
                visitor,
                codes.stream().map(code -> "\"code\":\"" + code + "\",\"retry\":false").toList());
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open();
        for (String code : codes) {
            page.say(code);

            assertThat(page.shown(String.valueOf(WORDS.get(code)))).isVisible();
        }
        assertThat(page.shown("raw words of the server")).hasCount(0);
    }

    @Test
    void accessThatExpired_isSaidInFriendlyWords(Stage stage) {
        Visitor visitor = stage.visitor();
        refuseMessages(visitor, List.of("\"code\":\"unauthorized\",\"retry\":true"));
        ScriptTag tag = ScriptTag.of(stage.serve(TestServer::echo)).with("data-token", "old");
        WidgetPage page = visitor.open(HostPage.with(tag)).open().say("Hi");

        assertThat(page.panel().locator(".problem")).containsText("Your access has expired.");
    }

    @Test
    void quota_saysWhenItIsOver_andThenLetsOneTryAgain(Stage stage) {
        Visitor visitor = stage.visitor();
        visitor.context().clock().install();
        refuseMessages(visitor, List.of("\"code\":\"quota\",\"retry\":false,\"retry_after\":7200"));
        WidgetPage page =
                visitor.open(HostPage.with(ScriptTag.of(stage.serve(TestServer::echo))))
                        .open()
                        .say("Hi");
        assertThat(page.shown("You can try again in 2 hours.")).isVisible();
        assertThat(page.button("Try again")).isDisabled();
        page.page().clock().fastForward("02:00:01");
        page.button("Try again").click();

        assertShown(page.answers(), "Echo: Hi");
    }

    @Test
    void rateLimited_saysHowLong_andSendsAgainByItself(Stage stage) throws Exception {
        ChatServer server = stage.serve(TestServer::echo);
        Visitor visitor = stage.visitor();
        visitor.context().clock().install();
        refuseMessages(
                visitor, List.of("\"code\":\"rate_limited\",\"retry\":true,\"retry_after\":30"));
        WidgetPage page = visitor.open(HostPage.with(ScriptTag.of(server))).open().say("Hi");
        assertThat(page.log().getByText(Pattern.compile("in (30|29) seconds"))).isVisible();
        page.page().clock().fastForward("00:31");

        assertShown(page.answers(), "Echo: Hi");
        assertThat(server.contents()).containsExactly("Hi", "Echo: Hi");
    }

    /// Answers the first messages in the real server's place: a server cannot be brought to every
    /// code.
    private static void refuseMessages(Visitor visitor, List<String> errors) {
        Queue<String> left = new ArrayDeque<>(errors);
        visitor.context()
                .routeWebSocket(
                        Pattern.compile(".*/ws/chat.*"),
                        socket -> {
                            WebSocketRoute server = socket.connectToServer();
                            socket.onMessage(frame -> {
                                String text = frame.text();
                                if (text.contains("\"type\":\"message\"") && !left.isEmpty()) {
                                    socket.send(error(text, left.remove()));
                                } else {
                                    server.send(text);
                                }
                            });
                        });
    }

    private static String error(String message, String members) {
        Matcher id = MESSAGE_ID.matcher(message);
        assertThat(id.find()).isTrue();
        return "{\"type\":\"error\",\"text\":\"raw words of the server\",\"id\":\""
                + id.group(1)
                + "\","
                + members
                + "}";
    }
}
