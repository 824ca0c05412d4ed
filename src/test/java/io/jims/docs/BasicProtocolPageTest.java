package io.jims.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.MarkdownPage;
import io.jims.widget.protocol.BasicProtocol;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page's frames say what the page says that they say.
class BasicProtocolPageTest {
    @Test
    void everyFrameOfAClient_saysHello() throws IOException {
        List<String> frames =
                MarkdownPage.named("protocol-basic.md").block("text", "messages").lines().toList();

        assertThat(frames).hasSize(6);
        assertThat(frames)
                .allSatisfy(frame -> assertThat(BasicProtocol.userText(frame)).contains("Hello"));
    }
}
