package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.wire.Provider;
import io.jims.testing.Conversation;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What Anthropic and Gemini, and servers that speak as they do, send beside a plain stream.
@Timeout(60)
class OtherDialectsTest {
    private static final String BROKE_OFF = "\n\n*The answer broke off here. Please ask again.*";

    private final LlmServer server = new LlmServer();
    private final Log log = new Log();

    @AfterEach
    void close() {
        log.close();
        server.close();
    }

    /// Provider, what it sends, what the visitor reads.
    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        Provider.ANTHROPIC,
                        LlmReply.page(
                                200,
                                "application/json",
                                LlmReply.quoted(
                                        "{'type':'message','role':'assistant','model':'claude-x-1','content':[{'type':'thinking','thinking':'Secret'},{'type':'text','text':'Hello'}],'stop_reason':'end_turn','usage':{'input_tokens':10,'output_tokens':7}}")),
                        "Hello"),
                Arguments.of(Provider.ANTHROPIC, anthropic("end_turn"), "Hello"),
                Arguments.of(
                        Provider.ANTHROPIC,
                        anthropic("model_context_window_exceeded"),
                        "Hello\n\n*The answer was cut off here: it became too long.*"),
                Arguments.of(
                        Provider.ANTHROPIC,
                        anthropic("refusal"),
                        "Hello\n\n*The assistant may not answer this. Please ask in other words.*"),
                Arguments.of(Provider.ANTHROPIC, anthropic("pause_turn"), "Hello" + BROKE_OFF),
                Arguments.of(
                        Provider.ANTHROPIC,
                        LlmReply.events(
                                start(),
                                text("Hello"),
                                LlmReply.named(
                                        "error",
                                        "'error':{'type':'overloaded_error','message':'Overloaded'}")),
                        "Hello" + BROKE_OFF),
                Arguments.of(Provider.GEMINI, gemini("STOP"), "Hello"),
                Arguments.of(Provider.GEMINI, gemini("SOMETHING_NEW"), "Hello" + BROKE_OFF),
                Arguments.of(Provider.GEMINI, gemini("OTHER"), "Hello" + BROKE_OFF),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.data(
                                LlmReply.quoted(candidate("Hello", null)),
                                LlmReply.quoted("{'error':{'code':503,'status':'UNAVAILABLE'}}")),
                        "Hello" + BROKE_OFF),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.data(
                                LlmReply.quoted(
                                        "{'candidates':[{'content':{'role':'model','parts':[{'text':'Secret','thought':true}]}}]}"),
                                LlmReply.quoted(candidate("Hello", "STOP"))),
                        "Hello"),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.page(
                                200,
                                "application/json",
                                LlmReply.quoted(
                                        "["
                                                + candidate("Hel", null)
                                                + ",\n"
                                                + candidate("lo", "STOP")
                                                + "]")),
                        "Hello"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_isReadRightly(Provider provider, LlmReply reply, String answer) throws Exception {
        server.always(reply);

        assertThat(conversation(provider).answerTo("Hi")).isEqualTo(answer);

        assertThat(server.requests()).hasSize(1);
        if (answer.endsWith(BROKE_OFF)) {
            assertThat(log.warnings()).contains("/x-model at");
        }
    }

    /// Provider, what it sends, what the visitor is told.
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        Provider.ANTHROPIC,
                        LlmReply.page(
                                200,
                                "application/json",
                                LlmReply.quoted(
                                        "{'type':'error','error':{'type':'rate_limit_error','message':'x'}}")),
                        "very busy"),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.page(
                                200,
                                "application/json",
                                LlmReply.quoted(
                                        "[{'error':{'code':429,'status':'RESOURCE_EXHAUSTED'}}]")),
                        "very busy"),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.data(
                                LlmReply.quoted("{'promptFeedback':{'blockReason':'SAFETY'}}")),
                        "may not answer this"),
                Arguments.of(
                        Provider.GEMINI,
                        LlmReply.data(
                                LlmReply.quoted("{'candidates':[{'finishReason':'SAFETY'}]}")),
                        "may not answer this"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_isClear(Provider provider, LlmReply reply, String told) {
        server.always(reply);

        assertThatThrownBy(() -> conversation(provider).say("Hi")).hasMessageContaining(told);
    }

    @Test
    void groundingOfGemini_isASource() throws Exception {
        server.then(
                LlmReply.data(
                        LlmReply.quoted(
                                "{'candidates':[{'content':{'role':'model','parts':[{'text':'At 9.'}]},'finishReason':'STOP','groundingMetadata':{'groundingChunks':[{'web':{'uri':'https://a.example/','title':'a.example'}}]}}]}")));

        assertThat(conversation(Provider.GEMINI).answerTo("Hi"))
                .isEqualTo("At 9.\n\n[1]\n\n[1]: https://a.example/ \"a.example\"");
    }

    private Conversation conversation(Provider provider) {
        return new Conversation(
                Assistants.create(
                        Assistants.settings(provider + "/x-model", provider, server.url())));
    }

    private static LlmReply anthropic(String stopReason) {
        return LlmReply.events(
                start(),
                LlmReply.named(
                        "content_block_start",
                        "'index':0,'content_block':{'type':'thinking','thinking':''}"),
                LlmReply.named(
                        "content_block_delta",
                        "'index':0,'delta':{'type':'thinking_delta','thinking':'Secret'}"),
                LlmReply.named("content_block_stop", "'index':0"),
                text("Hello"),
                LlmReply.named(
                        "message_delta",
                        "'delta':{'stop_reason':'" + stopReason + "'},'usage':{'output_tokens':7}"),
                LlmReply.named("message_stop", "'x':1"));
    }

    private static String start() {
        return LlmReply.named(
                "message_start", "'message':{'model':'claude-x-1','usage':{'input_tokens':10}}");
    }

    private static String text(String text) {
        return LlmReply.named(
                        "content_block_start",
                        "'index':1,'content_block':{'type':'text','text':''}")
                + LlmReply.named(
                        "content_block_delta",
                        "'index':1,'delta':{'type':'text_delta','text':'" + text + "'}")
                + LlmReply.named("content_block_stop", "'index':1");
    }

    private static LlmReply gemini(String finishReason) {
        return LlmReply.data(LlmReply.quoted(candidate("Hello", finishReason)));
    }

    private static String candidate(String text, @Nullable String finishReason) {
        return "{'candidates':[{'content':{'role':'model','parts':[{'text':'"
                + text
                + "'}]}"
                + (finishReason == null ? "" : ",'finishReason':'" + finishReason + "'")
                + "}]}";
    }
}
