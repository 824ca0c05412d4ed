package io.jims.app.assistant.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.ProviderJson;
import io.jims.app.assistant.wire.ProviderMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Converts the stream of one kind of provider to the form that LangChain4j reads, and determines
/// how the answer ended. For one answer and one thread.
public abstract sealed class Dialect permits OpenAiDialect, AnthropicDialect, GeminiDialect {
    private static final String DONE = "[DONE]";

    private final StreamListener listener;
    private String reason = "";

    Dialect(StreamListener listener) {
        this.listener = listener;
    }

    /// How the answer ended; null as long as the server has not said so.
    ///
    /// @throws ModelException if what it said means that the answer is not whole
    @Nullable FinishReason finishReason() {
        return reason.isBlank() ? null : FinishReason.of(reason);
    }

    /// Reads the next event of a stream.
    ///
    /// @throws ModelException for an error, wherever in the event it stands
    List<ServerSentEvent> read(ServerSentEvent event) {
        if (event.data().strip().equals(DONE)) {
            endWith(reason.isBlank() ? "stop" : reason);
            return end();
        }
        JsonNode json = ProviderJson.parse(event.data());
        if (!json.isObject()) {
            throw ProviderJson.notUnderstood(event.data());
        }
        ProviderError.requireNone("the stream", event.event(), json);
        return translate(json);
    }

    /// Reads the one JSON of a server that does not stream.
    ///
    /// @throws ModelException for an error, or if it is no answer
    final List<ServerSentEvent> readWhole(String body) {
        JsonNode json = ProviderJson.parse(body);
        for (JsonNode part : json.isArray() ? json : List.of(json)) {
            ProviderError.requireNone("a response with a status of success", null, part);
        }
        List<ServerSentEvent> events = translateWhole(json);
        if (events.isEmpty()) {
            throw new ModelException(
                    ModelFailure.UNREADABLE, "a JSON that is no answer" + ProviderMessage.of(body));
        }
        return events;
    }

    /// What LangChain4j reads in place of the event.
    abstract List<ServerSentEvent> translate(JsonNode event);

    /// Converts an answer that was not streamed; empty if it is not one.
    abstract List<ServerSentEvent> translateWhole(JsonNode answer);

    /// The events to add at the end of the stream.
    List<ServerSentEvent> end() {
        return List.of();
    }

    final StreamListener listener() {
        return listener;
    }

    /// @param said the server's reason for the end; blank before the end
    final void endWith(String said) {
        reason = said.isBlank() ? reason : said;
    }

    static ServerSentEvent event(@Nullable String name, JsonNode data) {
        return new ServerSentEvent(name, data.toString());
    }
}
