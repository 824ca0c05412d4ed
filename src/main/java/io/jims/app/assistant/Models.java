package io.jims.app.assistant;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes the clients of the chosen model: one for each call, all over the same connections. Safe
/// for all threads.
final class Models {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// Anthropic's API wants a limit.
    private static final int ANTHROPIC_ANSWER_TOKENS = 4_096;

    private final ModelName name;
    private final AssistantSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient http;

    Models(ModelName name, AssistantSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    ModelName name() {
        return name;
    }

    /// A request that has not been sent.
    Exchange exchange(Aside aside) {
        Dialect dialect = Dialect.of(name.provider(), aside);
        return new Exchange(http(), settings.modelTimeout(), dialect);
    }

    /// A client whose one call is this exchange.
    StreamingChatModel model(Exchange exchange) {
        HttpClientBuilder http = exchange.asBuilder();
        return switch (name.provider()) {
            case OPENAI, OPENROUTER, OLLAMA -> openAi(http);
            case ANTHROPIC -> anthropic(http);
            case GEMINI -> gemini(http);
        };
    }

    /// Where the provider is, for the log.
    String url() {
        URI url = access().url();
        if (url == null) {
            return name.provider().url();
        }
        String path = url.getPath() == null ? "" : url.getPath();
        boolean bare = path.isEmpty() || path.equals("/");
        return bare
                ? url.resolve(URI.create(name.provider().url()).getPath()).toString()
                : url.toString();
    }

    /// The text without the key, should it be in there.
    String withoutKey(String text) {
        String key = access().key();
        return key == null ? text : text.replace(key, "***");
    }

    private Access access() {
        return settings.access(name.provider());
    }

    /// OpenAI itself has given the limit another name, which other servers do not know.
    private StreamingChatModel openAi(HttpClientBuilder http) {
        boolean itself = name.provider() == Provider.OPENAI && access().url() == null;
        OpenAiStreamingChatModelBuilder builder =
                new OpenAiStreamingChatModelBuilder()
                        .httpClientBuilder(http)
                        .baseUrl(url())
                        .apiKey(access().key())
                        .modelName(name.name())
                        .temperature(settings.temperature());
        return itself
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
                boolean plain = url().startsWith("http:");
                client =
                        HttpClient.newBuilder()
                                .version(
                                        plain
                                                ? HttpClient.Version.HTTP_1_1
                                                : HttpClient.Version.HTTP_2)
                                .connectTimeout(CONNECT_TIMEOUT)
                                .executor(Executors.newVirtualThreadPerTaskExecutor())
                                .build();
                http = client;
            }
            return client;
        } finally {
            lock.unlock();
        }
    }
}
