package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.stream.ModelEventStream;
import io.jims.app.assistant.wire.Provider;
import io.jims.core.ChatException;
import io.jims.testing.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What visitor and operator are told when a provider does not do as it should.
@Timeout(60)
class ProviderFailureTest {
    private static final String BROKE_OFF = "*The answer broke off here. Please ask again.*";

    private final LlmServer server = new LlmServer();
    private final Conversation conversation = new Conversation(Assistants.openAi(server));
    private final Log log = new Log();

    @AfterEach
    void close() {
        log.close();
        server.close();
    }

    /// The reply, how often it is asked for, the visitor's words, the operator's.
    static Stream<Arguments> failures() {
        String key = Assistants.KEY;
        return Stream.of(
                Arguments.of(
                        LlmReply.status(
                                401, "{\"error\":{\"message\":\"Incorrect key " + key + "\"}}"),
                        1,
                        "not set up correctly",
                        "check OPENAI_API_KEY (HTTP 401: {\"error\":{\"message\":\"Incorrect key ***"),
                Arguments.of(LlmReply.status(403, "no"), 1, "not set up", "check OPENAI_API_KEY"),
                Arguments.of(
                        LlmReply.status(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"),
                        1,
                        "not available",
                        "no credit left"),
                Arguments.of(LlmReply.status(429, "slow down"), 3, "very busy", "rate limit"),
                Arguments.of(
                        LlmReply.status(404, "{\"error\":\"no such model\"}"),
                        1,
                        "not set up correctly",
                        "check --model and OPENAI_BASE_URL"),
                Arguments.of(
                        LlmReply.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"),
                        1,
                        "start a new one",
                        "lower --history-length"),
                Arguments.of(
                        LlmReply.status(500, "the request exceeds the available context size"),
                        1,
                        "start a new one",
                        "lower --history-length"),
                Arguments.of(LlmReply.status(400, "bad"), 1, "could not work", "check --model"),
                Arguments.of(
                        LlmReply.status(400, "{\"error\":{\"code\":\"content_filter\"}}"),
                        1,
                        "may not answer this",
                        "content filter"),
                Arguments.of(LlmReply.status(500, "oops"), 3, "not available", "provider failed"),
                Arguments.of(LlmReply.status(529, "busy"), 3, "not available", "provider failed"),
                Arguments.of(LlmReply.hangUp(), 3, "cannot be reached", "check the network and"),
                Arguments.of(
                        LlmReply.page(200, "text/html", "<html>Log in</html>"),
                        3,
                        "could not be read",
                        "no line of an event stream: <html>Log in</html>"),
                Arguments.of(
                        LlmReply.page(200, "text/event-stream", "{\"choices\":[]}"),
                        3,
                        "could not be read",
                        "check OPENAI_BASE_URL"),
                Arguments.of(LlmReply.status(302, ""), 3, "could not be read", "HTTP 302"),
                Arguments.of(
                        LlmReply.data("{\"choi", "nonsense"),
                        3,
                        "could not be read",
                        "not understood"),
                Arguments.of(LlmReply.data("[1, 2]"), 3, "could not be read", "not understood"),
                Arguments.of(
                        LlmReply.events("data: " + "a".repeat(ModelEventStream.MAX_EVENT + 1)),
                        3,
                        "could not be read",
                        "more than 1000000 characters"),
                Arguments.of(
                        LlmReply.data("{\"error\":{\"code\":429,\"message\":\"wait\"}}"),
                        3,
                        "very busy",
                        "rate limit"),
                Arguments.of(
                        LlmReply.events("event: error\ndata: {\"message\":\"x\"}\n\n"),
                        3,
                        "not available",
                        "an error in the stream"),
                Arguments.of(LlmReply.events(), 3, "broke off", "ended before its answer did"),
                Arguments.of(LlmReply.breakOff(), 3, "broke off", "ended before its answer did"),
                Arguments.of(LlmReply.answer(), 1, "had no answer", "check --max-answer-tokens"),
                Arguments.of(LlmReply.answer(" \n"), 1, "had no answer", "check --max-answer-t"),
                Arguments.of(
                        LlmReply.data(LlmReply.finish("content_filter"), "[DONE]"),
                        1,
                        "may not answer this",
                        "content filter"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_isClearToVisitorAndOperator(
            LlmReply reply, int requests, String visitor, String operator) {
        server.always(reply);

        assertThatThrownBy(() -> conversation.say("Hi"))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining(visitor)
                .satisfies(e -> assertFree(String.valueOf(e.getMessage())))
                .hasMessageNotContainingAny("HTTP", "127.0.0.1", "--", "Exception", "null");

        assertThat(server.requests()).hasSize(requests);
        assertThat(log.warnings())
                .contains("openai/test-model at " + server.url())
                .contains(operator)
                .doesNotContain("\tat ")
                .satisfies(ProviderFailureTest::assertFree);
        assertThat(conversation.pieces()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void failureThatPasses_isTriedAgain_andTheVisitorIsTold(int status) throws Exception {
        server.then(
                LlmReply.status(status, "later"),
                LlmReply.status(status, "later", "Retry-After: 0"),
                LlmReply.answer("Hello"));

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello");

        assertThat(server.requests()).hasSize(3);
        assertThat(conversation.statuses())
                .containsExactly(
                        "Thinking",
                        "The assistant is busy, trying again",
                        "The assistant is busy, trying again");
        assertThat(log.warnings()).contains("attempt 1 of 3 failed").contains("attempt 2 of 3");
    }

    @Test
    void waitThatIsTooLong_isLeftToTheVisitor() {
        server.always(LlmReply.status(429, "later", "Retry-After: 3600"));

        assertThatThrownBy(() -> conversation.say("Hi")).hasMessageContaining("very busy");

        assertThat(server.requests()).hasSize(1);
    }

    /// A clean end, an unclean one, an error in between, and nonsense.
    static Stream<LlmReply> brokenAnswers() {
        return Stream.of(
                LlmReply.breakOff("Hel", "lo"),
                LlmReply.data(LlmReply.piece("Hel"), LlmReply.piece("lo")),
                LlmReply.data(
                        LlmReply.piece("Hel"),
                        LlmReply.piece("lo"),
                        "{\"error\":{\"message\":\"overloaded\"}}"),
                LlmReply.data(LlmReply.piece("Hel"), LlmReply.piece("lo"), "{nonsense", "[DONE]"),
                LlmReply.events(
                        "data: " + LlmReply.piece("Hel") + "\n\n",
                        "data: " + LlmReply.piece("lo") + "\n\n",
                        "<html>"));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void answerThatBreaksOff_isKept_withANote_andNotAskedForAgain(LlmReply reply) throws Exception {
        server.always(reply);

        assertThat(conversation.answerTo("Hi")).isEqualTo("Hello\n\n" + BROKE_OFF);

        assertThat(server.requests()).hasSize(1);
        assertThat(log.warnings()).contains("openai/test-model at").doesNotContain("ServerSent");
    }

    @Test
    void answerThatIsTooLong_saysSo() throws Exception {
        server.then(LlmReply.data(LlmReply.piece("Hello"), LlmReply.finish("length"), "[DONE]"));

        assertThat(conversation.answerTo("Hi"))
                .isEqualTo("Hello\n\n*The answer was cut off here: it became too long.*");
    }

    @Test
    void silence_beforeTheAnswer_endsAfterTheModelTimeout() throws Exception {
        CountDownLatch clientGone = new CountDownLatch(3);
        server.always(LlmReply.silence(clientGone));

        assertThatThrownBy(() -> impatient().say("Hi")).hasMessageContaining("took too long");

        assertThat(clientGone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log.warnings()).contains("silent for longer than --model-timeout");
    }

    @Test
    void silence_withinTheAnswer_keepsWhatCame() throws Exception {
        CountDownLatch clientGone = new CountDownLatch(1);
        server.always(LlmReply.stall(clientGone, "Hel", "lo"));

        assertThat(impatient().answerTo("Hi")).isEqualTo("Hello\n\n" + BROKE_OFF);

        assertThat(clientGone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void hostThatIsNotThere_isClear() {
        server.close();

        assertThatThrownBy(() -> conversation.say("Hi"))
                .hasMessage(
                        "The assistant cannot be reached at the moment. Please try again later.");

        assertThat(log.warnings()).contains("check the network and OPENAI_BASE_URL");
    }

    private Conversation impatient() {
        return new Conversation(
                Assistants.create(
                        Assistants.settings(
                                "test-model",
                                Provider.OPENAI,
                                server.url(),
                                List.of(),
                                Duration.ofMillis(200))));
    }

    private static void assertFree(String text) {
        assertThat(text).doesNotContain(Assistants.KEY);
    }
}
