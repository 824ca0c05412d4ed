package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.jims.app.assistant.wire.ModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEventStreamTest {
    private final AtomicInteger lines = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_endInAnyWay(String end) throws IOException {
        String text = "event: a|data: 1|data:2||event: b||data:  3||data: last".replace("|", end);

        assertThat(read(text)).containsExactly("a 1\n2", "null  3", "null last");
    }

    @Test
    void comments_areNoEvents_butSignsOfLife() throws IOException {
        assertThat(read(": thinking\n\n: still\n\n")).isEmpty();

        assertThat(lines).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{\"error\": 1}", "nonsense: 1", "data: 1\n\nDATA: 2"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no line of an event stream: ");
    }

    private List<String> read(String text) throws IOException {
        ModelEventStream stream =
                new ModelEventStream(
                        new ByteArrayInputStream(text.getBytes(UTF_8)), lines::incrementAndGet);
        List<String> events = new ArrayList<>();
        for (ServerSentEvent event = stream.next(); event != null; event = stream.next()) {
            events.add(event.event() + " " + event.data());
        }
        return events;
    }
}
