package io.jims.widget.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Button;
import io.jims.core.Pipeline;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.widget.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicChatTest {
    private static final List<List<Button>> YES = List.of(List.of(new Button("Yes", "yes")));
    private static final String YES_HTML =
            "<div class=\\\"jims-widget-button-stack\\\" style=\\\"display:flex;flex-direction:column;"
                    + "align-items:center;gap:10px;margin-top:8px;width:100%;box-sizing:border-box;\\\"><div"
                    + " class=\\\"jims-widget-button-row\\\" style=\\\"display:flex;flex-wrap:wrap;gap:8px;"
                    + "justify-content:center;width:100%;\\\"><button type=\\\"button\\\""
                    + " class=\\\"deep-chat-button jims-widget-callback-btn\\\""
                    + " style=\\\"min-width:12rem;max-width:100%;padding:10px 18px;font-weight:600;\\\""
                    + " data-jims-callback=\\\"btn:yes\\\">Yes</button></div></div>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}",
                "\"Hello\"",
                "Hello",
                "\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"text\\\":\\\"Hello\\\"}]}\"",
                "{\"text\":\" Hello \"}"
            })
    void everyKindOfFrame_isAnswered(String frame) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text(frame);

            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            assertThat(server.contents()).containsExactly("Hello", "Echo: Hello");
        }
    }

    @Test
    void severalMessages_areOneText() throws Exception {
        assertReply(
                "{\"text\":\"one\\n\\ntwo\"}",
                context -> {
                    context.sendMessage("one");
                    context.sendMessage("two");
                });
    }

    @Test
    void streamedPieces_areOneText() throws Exception {
        assertReply(
                "{\"text\":\"one two\"}",
                context -> {
                    context.stream("one ");
                    context.stream("two");
                });
    }

    @Test
    void buttonsOnly_areHtml() throws Exception {
        assertReply("{\"html\":\"" + YES_HTML + "\"}", context -> context.sendMessage("", YES));
    }

    @Test
    void textAndButtons_areTwoMessagesOfOneFrame() throws Exception {
        assertReply(
                "[{\"text\":\"Sure?\"},{\"html\":\"" + YES_HTML + "\"}]",
                context -> context.sendMessage("Sure?", YES));
    }

    @Test
    void nothingSent_saysSo() throws Exception {
        assertReply("{\"text\":\"(no response)\"}", context -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "\"\"", "{\"text\":\"  \"}"})
    void blankFrame_isAnError_andTheSocketStaysUsable(String frame) throws Exception {
        try (TestServer server = TestServer.echo();
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text(frame);
            assertThat(socket.readText()).isEqualTo("{\"error\":\"Empty message\"}");

            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
        }
    }

    @Test
    void failedPipeline_tellsItsMessage_andTheSocketStaysUsable() throws Exception {
        assertFailure(
                "Processing error: no \\\"model\\\"", new IllegalStateException("no \"model\""));
    }

    @Test
    void failureWithoutMessage_isNamed() throws Exception {
        assertFailure("Processing error: IllegalStateException", new IllegalStateException());
    }

    @Test
    void checkedException_isTold() throws Exception {
        assertFailure("Processing error: away", new java.io.IOException("away"));
    }

    @Test
    void errorOfPipeline_isToldLikeAnException() throws Exception {
        assertFailure("Processing error: Lib", new NoClassDefFoundError("Lib"));
    }

    @Test
    void stackOverflowOfPipeline_isTold() throws Exception {
        assertFailure("Processing error: StackOverflowError", new StackOverflowError());
    }

    @Test
    void timeout_isTold_andTheSocketStaysUsable() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Pipeline pipeline =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("hang")) {
                        never.await();
                    }
                    TestServer.echo(context);
                };
        try (TestServer server = TestServer.of(pipeline, Limits.DEFAULT, Duration.ofSeconds(1));
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("hang");
            assertThat(socket.readText())
                    .isEqualTo("{\"error\":\"Processing error: no answer within 1 s\"}");

            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            assertThat(server.contents()).containsExactly("hang", "Hello", "Echo: Hello");
        }
    }

    private static void assertReply(String expected, Pipeline pipeline) throws Exception {
        try (TestServer server = TestServer.of(pipeline);
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("Hello");

            assertThat(socket.readText()).isEqualTo(expected);
        }
    }

    private static void assertFailure(String expected, Throwable failure) throws Exception {
        Pipeline pipeline =
                context -> {
                    if (context.lastUserMessage().orElseThrow().equals("fail")) {
                        context.sendMessage("not to be seen");
                        BasicChatTest.<RuntimeException>rethrow(failure);
                    }
                    TestServer.echo(context);
                };
        try (TestServer server = TestServer.of(pipeline);
                RawSocket socket = RawSocket.open(server.port(), "")) {
            socket.text("fail");
            assertThat(socket.readText()).isEqualTo("{\"error\":\"" + expected + "\"}");

            socket.text("Hello");
            assertThat(socket.readText()).isEqualTo("{\"text\":\"Echo: Hello\"}");
            assertThat(server.contents()).containsExactly("fail", "Hello", "Echo: Hello");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
