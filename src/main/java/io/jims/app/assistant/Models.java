package io.jims.app.assistant;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import io.jims.app.assistant.stream.AnthropicDialect;
import io.jims.app.assistant.stream.Dialect;
import io.jims.app.assistant.stream.Exchange;
import io.jims.app.assistant.stream.ExchangeBuilder;
import io.jims.app.assistant.stream.GeminiDialect;
import io.jims.app.assistant.stream.OpenAiDialect;
import io.jims.app.assistant.stream.StreamListener;
import io.jims.app.assistant.wire.Provider;
import io.jims.app.assistant.wire.ProviderEndpoint;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Creates clients of the chosen model: one for each call, all over the same connections. Safe for
/// all threads.
public final class Models {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// Anthropic's API wants a limit.
    private static final int ANTHROPIC_ANSWER_TOKENS = 4_096;

    /// What is copied from a provider's documentation along with the address.
    private static final Pattern ENDPOINT =
            Pattern.compile(
                    "(/chat/completions|/completions|/responses|/messages|/models(/.*)?)?/*$");

    private static final int OLLAMA_PORT = 11_434;

    /// Ollama's own API, which only it has, in addition to OpenAI's.
    private static final Pattern OLLAMAS_OWN = Pattern.compile("/api(/chat|/generate|/tags)?");

    private final ModelName name;
    private final AssistantSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient http;

    public Models(ModelName name, AssistantSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    ModelName name() {
        return name;
    }

    /// A request that has not been sent.
    Exchange exchange(StreamListener listener) {
        return new Exchange(http(), settings.modelTimeout(), dialect(listener));
    }

    private Dialect dialect(StreamListener listener) {
        return switch (name.provider()) {
            case OPENAI, OPENROUTER, OLLAMA -> new OpenAiDialect(listener);
            case ANTHROPIC -> new AnthropicDialect(listener);
            case GEMINI -> new GeminiDialect(listener);
        };
    }

    /// A client whose one call is this exchange.
    StreamingChatModel model(Exchange exchange) {
        HttpClientBuilder http = new ExchangeBuilder(exchange, settings.modelTimeout());
        return switch (name.provider()) {
            case OPENAI, OPENROUTER, OLLAMA -> openAi(http);
            case ANTHROPIC -> anthropic(http);
            case GEMINI -> gemini(http);
        };
    }

    /// The provider's base URL, if a full endpoint was configured.
    public String url() {
        URI url = access().url();
        if (url == null) {
            return name.provider().url();
        }
        String path = ENDPOINT.matcher(url.getRawPath()).replaceFirst("");
        boolean ollama = name.provider() == Provider.OLLAMA || url.getPort() == OLLAMA_PORT;
        if (ollama && OLLAMAS_OWN.matcher(path).matches()) {
            path = "";
        }
        String base = url.getScheme() + "://" + url.getRawAuthority();
        return base + (path.isEmpty() ? URI.create(name.provider().url()).getPath() : path);
    }

    /// The text without the key, should it be in there.
    String withoutKey(String text) {
        return access().withoutKey(text);
    }

    private ProviderEndpoint access() {
        return settings.access(name.provider());
    }

    private StreamingChatModel openAi(HttpClientBuilder http) {
        ProviderEndpoint access = access();
        String key = access.key();
        OpenAiStreamingChatModelBuilder builder =
                new OpenAiStreamingChatModelBuilder()
                        .httpClientBuilder(http)
                        .baseUrl(url())
                        .customQueryParams(access.query())
                        .modelName(name.name())
                        .temperature(settings.temperature());
        if (access.hasKeyHeader() && key != null) {
            builder.customHeaders(Map.of("api-key", key));
        } else {
            builder.apiKey(key);
        }
        boolean own = name.provider() == Provider.OPENAI && access.isOpenAisOwn();
        return own
                ? builder.maxCompletionTokens(settings.maxAnswerTokens()).build()
                : builder.maxTokens(settings.maxAnswerTokens()).build();
    }

    private StreamingChatModel anthropic(HttpClientBuilder http) {
        Integer limit = settings.maxAnswerTokens();
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(url())
                .apiKey(access().key())
                .modelName(name.name())
                .temperature(settings.temperature())
                .maxTokens(limit == null ? ANTHROPIC_ANSWER_TOKENS : limit)
                .build();
    }

    private StreamingChatModel gemini(HttpClientBuilder http) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(url())
                .apiKey(access().key())
                .modelName(name.name())
                .temperature(settings.temperature())
                .maxOutputTokens(settings.maxAnswerTokens())
                .build();
    }

    /// Made with the first call: it takes longer than the rest of the app's start. Servers of one's
    /// own, without TLS, may stumble over an upgrade to HTTP/2.
    private HttpClient http() {
        lock.lock();
        try {
            HttpClient client = http;
            if (client == null) {
                client = build();
                http = client;
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /// Through the proxy that the whole process uses, and known to it.
    private HttpClient build() {
        boolean plain = url().startsWith("http:");
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        Authenticator login = Authenticator.getDefault();
        return login == null ? builder.build() : builder.authenticator(login).build();
    }
}
