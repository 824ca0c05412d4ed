package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.app.assistant.BreakingClient;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LosslessBodyTest {
    private final LosslessBody body = new LosslessBody();
    private final InputStream stream;

    LosslessBodyTest() {
        body.onSubscribe(new BreakingClient.Unbounded());
        stream = body.stream();
    }

    @Test
    void connectionThatBreaks_losesNothingThatCame() throws IOException {
        receive("Hello");
        body.onError(new EOFException("EOF reached while reading"));

        assertThat(stream.readNBytes(5)).asString(UTF_8).isEqualTo("Hello");
        assertThatThrownBy(stream::read)
                .isInstanceOf(IOException.class)
                .hasMessage("EOF reached while reading");
        assertThatThrownBy(() -> stream.read(new byte[8])).isInstanceOf(IOException.class);
    }

    @Test
    void wholeBody_endsQuietly() throws IOException {
        receive("Hello");
        body.onComplete();

        assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo("Hello");
        assertThat(stream.read()).isEqualTo(-1);
    }

    private void receive(String text) {
        body.onNext(List.of(ByteBuffer.wrap(text.getBytes(UTF_8))));
    }
}
