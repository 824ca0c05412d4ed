package io.jims.app.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import io.jims.core.ThreadEvent;
import io.jims.testing.Conversation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That each provider is asked as it wants to be, and which one is chosen.
@Timeout(60)
class ProvidersTest {
    private final LlmServer server = new LlmServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-x, OPENAI, '', /v1/chat/completions, gpt-x",
        "gpt-x, OPENAI, /, /v1/chat/completions, gpt-x",
        "gpt-x, OPENAI, /openai/v2, /openai/v2/chat/completions, gpt-x",
        "gpt-x, OPENAI, /v2/, /v2/chat/completions, gpt-x",
        "meta/llama, OPENAI, /v1, /v1/chat/completions, meta/llama",
        "openrouter/openai/gpt-x, OPENROUTER, '', /api/v1/chat/completions, openai/gpt-x",
        "ollama/llama3.2, OLLAMA, '', /v1/chat/completions, llama3.2",
        "Ollama/llama3.2:1b, OLLAMA, /v1, /v1/chat/completions, llama3.2:1b",
        "gpt-x, OPENAI, /v1/chat/completions, /v1/chat/completions, gpt-x",
        "gpt-x, OPENAI, /openai/v1/chat/completions/, /openai/v1/chat/completions, gpt-x",
        "gpt-x, OPENAI, /v1/models, /v1/chat/completions, gpt-x",
        "gpt-x, OPENAI, /v1/responses, /v1/chat/completions, gpt-x",
        "openrouter/a/b, OPENROUTER, /api/v1/chat/completions, /api/v1/chat/completions, a/b",
        "ollama/llama3.2, OLLAMA, /api, /v1/chat/completions, llama3.2",
        "ollama/llama3.2, OLLAMA, /api/, /v1/chat/completions, llama3.2",
        "ollama/llama3.2, OLLAMA, /api/chat, /v1/chat/completions, llama3.2",
        "ollama/llama3.2, OLLAMA, /proxy/v1, /proxy/v1/chat/completions, llama3.2"
    })
    void openAisKind_isAskedOnItsPath(
            String model, Provider provider, String base, String path, String name)
            throws Exception {
        server.then(LlmReply.answer("Hello"));

        assertThat(conversation(model, provider, base).answerTo("Hi")).isEqualTo("Hello");

        LlmServer.Request request = server.onlyRequest();
        assertThat(request.line()).isEqualTo("POST " + path + " HTTP/1.1");
        assertThat(request.header("authorization")).isEqualTo("Bearer " + Assistants.KEY);
        assertThat(request.json().path("model").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic/x, ANTHROPIC, /v1/messages, /v1/messages",
        "gemini/x, GEMINI, /v1beta/models, /v1beta/models/x:streamGenerateContent?alt=sse",
        "gemini/x, GEMINI, /v1beta/models/y:generateContent, /v1beta/models/x:streamGenerateContent?alt=sse"
    })
    void endpointGivenWhole_isTheAddress(
            String model, Provider provider, String base, String path) {
        server.always(LlmReply.status(400, "no"));

        assertThatThrownBy(() -> conversation(model, provider, base).say("Hi"))
                .hasMessageContaining("could not work");

        assertThat(server.onlyRequest().line()).isEqualTo("POST " + path + " HTTP/1.1");
    }

    /// Azure's own are told from others by their host.
    @ParameterizedTest
    @CsvSource({
        ", true",
        "https://api.openai.com/v1, true",
        "https://eu.api.openai.com/v1, true",
        "https://mine.openai.azure.com/openai/v1, true",
        "https://mine.services.ai.azure.com/openai/v1, true",
        "https://mine.cognitiveservices.azure.com/openai/v1, true",
        "https://api.mistral.ai/v1, false",
        "https://api.openai.com.evil.example/v1, false",
        "http://localhost:8080/v1, false"
    })
    void limitOfAnAnswer_hasItsNewName_whereTheModelsAreOpenAisOwn(
            @Nullable String url, boolean own) {
        ProviderEndpoint access = new ProviderEndpoint("key", url == null ? null : URI.create(url));

        assertThat(access.isOpenAisOwn()).isEqualTo(own);
    }

    @Test
    void deploymentOfAzure_isAskedWithItsVersion() {
        ProviderEndpoint access =
                new ProviderEndpoint(
                        "key",
                        URI.create(
                                "https://mine.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21"));

        assertThat(access.query()).containsExactly(Map.entry("api-version", "2024-10-21"));
        assertThat(access.hasKeyHeader()).isTrue();
        assertThat(
                        new Models(
                                        new ModelName(Provider.OPENAI, "gpt"),
                                        settings("gpt", Provider.OPENAI, access))
                                .url())
                .isEqualTo("https://mine.openai.azure.com/openai/deployments/gpt");
    }

    @ParameterizedTest
    @CsvSource({
        "sk-secret-key-0123, a sk-secret-key-0123 b, a *** b",
        "e, the key is here, the key is here",
        "ollama, ollama says no, ollama says no"
    })
    void key_isHiddenInTheLog_wordsThatStandForOneAreNot(String key, String text, String shown) {
        assertThat(new ProviderEndpoint(key, null).withoutKey(text)).isEqualTo(shown);
    }

    @Test
    void anthropic_isAskedOnItsPath_withItsHeaders() throws Exception {
        server.then(
                LlmReply.events(
                        LlmReply.named(
                                "message_start",
                                "'message':{'model':'claude-x-1','usage':{'input_tokens':10,'cache_read_input_tokens':5,'output_tokens':1}}"),
                        LlmReply.named(
                                "content_block_start",
                                "'index':0,'content_block':{'type':'text','text':''}"),
                        LlmReply.named(
                                "content_block_delta",
                                "'index':0,'delta':{'type':'text_delta','text':'Hel'}"),
                        LlmReply.named(
                                "content_block_delta",
                                "'index':0,'delta':{'type':'text_delta','text':'lo'}"),
                        LlmReply.named("content_block_stop", "'index':0"),
                        LlmReply.named(
                                "message_delta",
                                "'delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':7}"),
                        LlmReply.named("message_stop", "'x':1")));
        Conversation conversation = conversation("anthropic/claude-x", Provider.ANTHROPIC, "");

        List<ThreadEvent> events = conversation.say("Hi");

        assertThat(conversation.pieces()).containsExactly("Hel", "lo");
        assertThat(String.valueOf(events.getLast().data()))
                .contains("claude-x-1")
                .contains("prompt_tokens=15")
                .contains("cached_tokens=5")
                .contains("completion_tokens=7");
        LlmServer.Request request = server.onlyRequest();
        assertThat(request.line()).isEqualTo("POST /v1/messages HTTP/1.1");
        assertThat(request.header("x-api-key")).isEqualTo(Assistants.KEY);
        assertThat(request.header("anthropic-version")).isNotBlank();
        assertThat(request.json().path("max_tokens").asInt()).isEqualTo(99);
        assertThat(request.json().path("model").asText()).isEqualTo("claude-x");
    }

    @Test
    void anthropic_thatBreaksOff_isNoted() throws Exception {
        server.then(
                LlmReply.events(
                        LlmReply.named("message_start", "'message':{'model':'claude-x-1'}"),
                        LlmReply.named(
                                "content_block_start",
                                "'index':0,'content_block':{'type':'text','text':''}"),
                        LlmReply.named(
                                "content_block_delta",
                                "'index':0,'delta':{'type':'text_delta','text':'Hel'}")));

        assertThat(conversation("anthropic/claude-x", Provider.ANTHROPIC, "/v1").answerTo("Hi"))
                .startsWith("Hel\n\n*The answer broke off here.");
    }

    @Test
    void gemini_isAskedOnItsPath_withItsHeaders() throws Exception {
        server.then(
                LlmReply.data(
                        LlmReply.quoted(
                                "{'candidates':[{'content':{'role':'model','parts':[{'text':'Hel'}]}}],'modelVersion':'gemini-x-1'}"),
                        LlmReply.quoted(
                                "{'candidates':[{'content':{'role':'model','parts':[{'text':'lo'}]},'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':7,'totalTokenCount':17},'modelVersion':'gemini-x-1'}")));
        Conversation conversation = conversation("gemini/gemini-x", Provider.GEMINI, "");

        List<ThreadEvent> events = conversation.say("Hi");

        assertThat(conversation.pieces()).containsExactly("Hel", "lo");
        assertThat(String.valueOf(events.getLast().data()))
                .contains("prompt_tokens=10")
                .contains("completion_tokens=7");
        LlmServer.Request request = server.onlyRequest();
        assertThat(request.line())
                .isEqualTo("POST /v1beta/models/gemini-x:streamGenerateContent?alt=sse HTTP/1.1");
        assertThat(request.header("x-goog-api-key")).isEqualTo(Assistants.KEY);
    }

    @Test
    void gemini_withABadKey_saysSo() {
        server.always(
                LlmReply.status(
                        400,
                        LlmReply.quoted("{'error':{'message':'API key not valid.','code':400}}")));

        assertThatThrownBy(() -> conversation("gemini/gemini-x", Provider.GEMINI, "").say("Hi"))
                .hasMessageContaining("not set up correctly");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, openai/gpt-4.1-mini",
        "ANTHROPIC, anthropic/claude-haiku-4-5",
        "GEMINI, gemini/gemini-2.5-flash",
        "OPENROUTER, openrouter/openai/gpt-4.1-mini"
    })
    void withoutAModel_theOneProviderThatIsConfigured_hasADefault(Provider provider, String model) {
        assertThat(ModelName.of(settings(null, provider, new ProviderEndpoint("key", null))))
                .hasToString(model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gpt-4.1 | ANTHROPIC | the model openai/gpt-4.1 needs a key; set OPENAI_API_KEY, or OPENAI_BASE_URL
                    gemini/x | OPENAI | the model gemini/x needs a key; set GEMINI_API_KEY, or choose another --model
                    mistral/x | OPENAI | --model 'mistral/x' is not known; give a name of OpenAI's or provider/name with one of openai, anthropic, gemini, openrouter, ollama
                    openai/ | OPENAI | --model 'openai/' is not known
                    """)
    void modelThatCannotBeUsed_saysWhatToSet(String model, Provider provider, String reason) {
        AssistantSettings settings = settings(model, provider, new ProviderEndpoint("key", null));

        assertThatThrownBy(() -> ModelName.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nothingConfigured_saysWhatToSet() {
        assertThat(AssistantSettings.NONE.isConfigured()).isFalse();
        assertThatThrownBy(() -> ModelName.of(AssistantSettings.NONE))
                .hasMessageContaining("OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY");
    }

    @Test
    void ollama_andAServerOfOnesOwn_needNoKey() {
        AssistantSettings ollama = settings("ollama/x", Provider.OPENAI, ProviderEndpoint.NONE);
        URI url = URI.create("http://localhost:8080/v1");

        assertThat(ollama.isConfigured()).isTrue();
        assertThat(ModelName.of(ollama)).hasToString("ollama/x");
        assertThat(ModelName.of(settings(null, Provider.OPENAI, new ProviderEndpoint(null, url))))
                .hasToString("openai/gpt-4.1-mini");
    }

    private Conversation conversation(String model, Provider provider, String base) {
        return new Conversation(
                Assistants.create(Assistants.settings(model, provider, server.url() + base)));
    }

    private static AssistantSettings settings(
            @Nullable String model, Provider provider, ProviderEndpoint access) {
        AssistantSettings none = AssistantSettings.NONE;
        return new AssistantSettings(
                model,
                Map.of(provider, access),
                none.systemPrompt(),
                none.historyLength(),
                null,
                null,
                List.of(),
                none.modelTimeout());
    }
}
