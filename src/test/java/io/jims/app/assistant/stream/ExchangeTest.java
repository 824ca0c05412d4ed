package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.jims.app.assistant.BreakingClient;
import io.jims.app.assistant.LlmReply;
import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of a response when the connection breaks before the JDK's client has handed it out.
/// On a real network that is a matter of microseconds.
class ExchangeTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void wordsBehindTheHead_areHeard_beforeTheBreak() {
        assertThatThrownBy(() -> exchange(200, "data: " + LlmReply.piece("Hello") + "\n\n"))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.trouble()).isEqualTo(ModelFailure.BROKEN_OFF));

        assertThat(heard).singleElement().asString().contains("\"content\":\"Hello\"");
    }

    @Test
    void refusal_keepsItsStatus() {
        assertThatThrownBy(() -> exchange(401, "no"))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.trouble()).isEqualTo(ModelFailure.BAD_KEY));
    }

    private void exchange(int status, String body) {
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        HttpRequest request =
                HttpRequest.builder()
                        .method(HttpMethod.POST)
                        .url("http://127.0.0.1/")
                        .body("{}")
                        .build();
        new Exchange(
                        new BreakingClient(status, none, body.getBytes(UTF_8)),
                        Duration.ofSeconds(20),
                        new OpenAiDialect(new Unheard()))
                .execute(request, new DefaultServerSentEventParser(), new Listener());
    }

    private final class Listener implements ServerSentEventListener {
        @Override
        public void onEvent(ServerSentEvent event) {
            heard.add(event.data());
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }
    }

    private static final class Unheard implements StreamListener {
        @Override
        public void think(String piece) {}

        @Override
        public void writeArguments(String piece) {}

        @Override
        public void cite(String title, String url) {}
    }
}
