package io.jims.app.remote;

import static io.jims.app.remote.FakeService.event;
import static io.jims.app.remote.FakeService.result;
import static io.jims.app.remote.FakeService.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.remote.FakeService.Reply;
import io.jims.conversation.run.PipelineExecutor;
import io.jims.conversation.run.Run;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.JimsApp;
import io.jims.core.secret.Secret;
import io.jims.observe.RunObserver;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import io.jims.testing.InMemoryThreadStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What visitor and operator are told when the service fails. Neither sees the token, and the
/// visitor no URL.
@Timeout(30)
class RemoteFailureTest {
    private static final String TOKEN = "s3cret";
    private static final int MAX_BYTES = 5000;
    private static final String THREAD = "01939f2c-3b5a-7c63-9d4e-000000000001";
    private static final String UNAVAILABLE =
            "the assistant is not available at present; please try again later";
    private static final String UNREACHABLE =
            "the assistant cannot be reached at present; please try again later";
    private static final String NO_SENSE = "the assistant's answer could not be understood";
    private static final String BROKEN = "the assistant's answer broke off; please try again";
    private static final String TOO_LONG = "the assistant's answer is too long";

    private final CapturedLog log = new CapturedLog(RemotePipeline.class);
    private final List<AutoCloseable> open = new ArrayList<>(List.of(log));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    /// A reply, what the visitor is told, and what the operator's log line has.
    static Stream<Arguments> replies() {
        String thread = "{\"thread_id\": \"" + THREAD + "\", \"events\": ";
        return Stream.of(
                failing(status(401, "Unauthorized"), UNAVAILABLE, "answered 401", "--app-token"),
                failing(status(403, "Forbidden"), UNAVAILABLE, "answered 403", "--app-token"),
                failing(status(404, "Not Found"), UNAVAILABLE, "answered 404", "--app"),
                failing(
                        status(404, "Thread 'x' not found"),
                        NO_SENSE,
                        "a thread that it was not asked for"),
                failing(status(413, ""), "the message is too long", "--max-message-chars"),
                failing(
                        Reply.json(422, "{\"detail\": [{\"type\": \"missing\"}]}"),
                        "the assistant cannot take this message",
                        "answered 422"),
                failing(
                        Reply.json(429, "", "Retry-After: 30"),
                        "too much to do; please try again in 30 s",
                        "answered 429",
                        "--max-runs"),
                failing(
                        Reply.json(429, "", "Retry-After: Fri, 1 Jan 2027"),
                        "too much to do; please try again later",
                        "answered 429"),
                failing(status(500, "Pipeline error: out of ideas"), "out of ideas", "see its log"),
                failing(status(500, "Pipeline error:  "), "the assistant failed", "see its log"),
                failing(status(500, "database at pg:1"), UNAVAILABLE, "answered 500; see its log"),
                failing(Reply.raw(head(503, "text/html") + "<h1>"), UNAVAILABLE, "503", "proxies"),
                failing(Reply.json(307, "", "Location: http://x/"), UNAVAILABLE, "a redirect"),
                failing(Reply.json(204, ""), UNAVAILABLE, "answered 204"),
                failing(
                        Reply.events(event("error", "{\"detail\": \"Pipeline error: no\\n😀\"}")),
                        "no\n😀",
                        "its app failed"),
                failing(
                        Reply.events(event("error", "{\"detail\": \"out of memory\"}")),
                        UNAVAILABLE,
                        "it sent an error; see its log: out of memory"),
                failing(
                        status(500, "Pipeline error: no key"),
                        "no key",
                        "its app failed, see its log: no key"),
                failing(Reply.events(event("error", "{}")), UNAVAILABLE, "error without a reason"),
                failing(Reply.events(event("error", "oops")), NO_SENSE, "no JSON"),
                failing(Reply.events(), BROKEN, "before the answer was complete", "proxies"),
                failing(Reply.events("event: result\ndata: {"), BROKEN, "before the answer"),
                failing(
                        Reply.raw(
                                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\n5\r\ndata:"),
                        BROKEN,
                        "before the answer"),
                failing(
                        Reply.raw(head(200, "text/html") + "<h1>"),
                        NO_SENSE,
                        "text/html",
                        "check --app"),
                failing(Reply.json(200, thread + "[]}"), NO_SENSE, "'application/json'"),
                failing(Reply.events(event("result", "[]")), NO_SENSE, "no object"),
                failing(Reply.events(event("result", "{")), NO_SENSE, "no JSON"),
                failing(Reply.events(event("result", "{}")), NO_SENSE, "thread_id"),
                failing(Reply.events(event("result", thread + "5}")), NO_SENSE, "events"),
                failing(Reply.events(event("result", thread + "[5]}")), NO_SENSE, "event_type"),
                failing(
                        Reply.events(result(THREAD, "{\"event_type\": \"rag.x\"}")),
                        NO_SENSE,
                        "event_data"),
                failing(
                        Reply.events(result(THREAD, "{\"event_type\": \"\", \"event_data\": {}}")),
                        NO_SENSE,
                        "cannot be stored"),
                failing(
                        Reply.events(
                                result(
                                        THREAD,
                                        "{\"event_type\": \"rag.x\", \"event_data\": {\"a\":"
                                                + "[".repeat(150)
                                                + "]".repeat(150)
                                                + "}}")),
                        NO_SENSE,
                        "cannot be stored"),
                failing(
                        Reply.events(result(THREAD, said("x".repeat(MAX_BYTES)))),
                        TOO_LONG,
                        "--max-app-response-bytes"),
                failing(Reply.json(500, "x".repeat(MAX_BYTES + 1)), UNAVAILABLE, "answered 500"),
                failing(Reply.raw("SSH-2.0-OpenSSH_9\r\n\r\n"), UNREACHABLE, "no HTTP response"),
                failing(Reply.raw(""), UNREACHABLE, "no HTTP response"));
    }

    private static Arguments failing(Reply reply, String told, String... logged) {
        return Arguments.of(reply, told, List.of(logged));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void reply_isToldToTheVisitor_andExplainedToTheOperator(
            Reply reply, String told, List<String> logged) throws Exception {
        FakeService service = serve(reply);

        assertFails(service.url(), told, logged);
    }

    @Test
    void longReason_isCut() throws Exception {
        FakeService service = serve(status(500, "Pipeline error: " + "😀".repeat(900)));

        assertThatThrownBy(() -> conversation(service.url()).say("Hello"))
                .hasMessage("😀".repeat(500) + "…");
    }

    @Test
    void serviceThatIsDown_isToldAsUnreachable() throws Exception {
        FakeService service = serve(Reply.events());
        service.close();

        assertFails(service.url(), UNREACHABLE, List.of("connection was refused; check --app"));
    }

    @Test
    void unknownHost_isToldAsUnreachable() throws Exception {
        assertFails(
                "http://jims.invalid:8080",
                UNREACHABLE,
                List.of("host name is not known", "--app"));
    }

    @Test
    void httpsOfAPlainService_isToldAsUnreachable() throws Exception {
        FakeService service = serve(Reply.raw("HTTP/1.1 400 Bad Request\r\n\r\n"));

        assertFails(
                service.url().replace("http:", "https:"),
                UNREACHABLE,
                List.of("http or https in")); // how TLS fails is the client's business
    }

    @Test
    void connectionThatIsNotMade_endsAfterItsTime() throws Exception {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(full);
        fill(full);

        assertFails(
                "http://127.0.0.1:" + full.getLocalPort(),
                UNREACHABLE,
                List.of("no connection in time (--app-connect-timeout)"));
    }

    /// As jims-api sends it: among the messages and among the events.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerAsLongAsAllowed_isTaken_thoughItIsSentTwice(boolean stream) throws Exception {
        String text = "x".repeat(MAX_BYTES - 200);
        String answer =
                FakeService.chatResponse(THREAD, said(text))
                        .replace(
                                "\"assistant_messages\": []",
                                "\"assistant_messages\": [\"" + text + "\"]");
        FakeService service =
                FakeService.start(request ->
                        !request.path().equals(FakeService.STREAM)
                                ? Reply.json(200, answer)
                                : stream
                                        ? Reply.events(event("result", answer))
                                        : status(404, "Not Found"));
        open.add(service);

        assertThat(conversation(service.url()).answerTo("Hello")).isEqualTo(text);
    }

    @Test
    void wholeAnswerThatIsTooLong_isRefused() throws Exception {
        FakeService service =
                FakeService.start(request ->
                        request.path().equals(FakeService.STREAM)
                                ? status(404, "Not Found")
                                : Reply.json(
                                        200,
                                        FakeService.chatResponse(
                                                THREAD, said("x".repeat(MAX_BYTES)))));
        open.add(service);

        assertFails(service.url(), TOO_LONG, List.of("--max-app-response-bytes"));
    }

    /// Before the response, and in the middle of its stream.
    static Stream<Reply> silences() {
        return Stream.of(
                Reply.raw("").held(),
                Reply.events(event("status", "{\"status\": \"Looking\"}")).held());
    }

    @ParameterizedTest
    @MethodSource("silences")
    void serviceThatStalls_isGivenUpInTime_andItsConnectionClosed(Reply silence) throws Exception {
        FakeService service = serve(silence);

        assertThatThrownBy(() -> conversation(service.url(), Duration.ofMillis(500)).say("Hello"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));

        service.awaitHangUp();
        Await.until("a log line", () -> !log.lines().isEmpty());
        assertThat(log.lines()).hasSize(1).first().asString().contains("--pipeline-timeout");
    }

    @ParameterizedTest
    @MethodSource("silences")
    void stop_closesTheConnectionAtOnce(Reply silence) throws Exception {
        FakeService service = serve(silence);
        Run run = conversation(service.url()).start("Hello");
        Await.until("the request", () -> !service.requests().isEmpty());

        run.stop();

        assertThat(run.await()).isEmpty();
        service.awaitHangUp();
    }

    private void assertFails(String url, String told, List<String> logged) {
        assertThatThrownBy(() -> conversation(url).say("Hello"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE))
                .hasMessageContaining(told)
                .hasMessageNotContainingAny("http", "127.0.0.1", TOKEN, THREAD, "pg:1");
        // A stopped run of another test may still be logging.
        List<String> lines = log.lines().stream().filter(line -> line.contains(url)).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .startsWith("WARNING " + url)
                .contains(logged)
                .doesNotContain(TOKEN, "Hello");
    }

    private FakeService serve(Reply reply) throws IOException {
        FakeService service = FakeService.answering(reply);
        open.add(service);
        return service;
    }

    private static Conversation conversation(String url) {
        return conversation(url, Duration.ofSeconds(20));
    }

    private static Conversation conversation(String url, Duration timeout) {
        RemoteSettings settings =
                new RemoteSettings(new Secret(TOKEN), Duration.ofSeconds(1), MAX_BYTES);
        ServiceUrl service = ServiceUrl.parse(url);
        JimsApp app =
                new JimsApp(
                        "remote",
                        new RemotePipeline(service, new ServiceClient(service, settings)));
        return Conversation.begin(
                new InMemoryThreadStore(), new PipelineExecutor(app, timeout, 1, RunObserver.NONE));
    }

    /// Connects until the listener, which accepts nothing, takes no more.
    private void fill(ServerSocket listener) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            open.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
                        200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("the listener takes any number of connections");
    }

    private static Reply status(int status, String detail) {
        return Reply.json(status, "{\"detail\": \"" + detail + "\"}");
    }

    private static String head(int status, String type) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\n\r\n";
    }
}
