package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.logging.Logging;
import io.jims.testing.Await;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import io.jims.widget.WidgetServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/// What the log does not show at its default level, whatever goes wrong: whole ids of threads,
/// which open them, tokens, and what visitors wrote.
class LoggedSecretsTest {
    private static final String WRITTEN = "my card is 4111 1111";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final InMemoryThreadStore store = new InMemoryThreadStore();

    @Test
    void failedAnswers_andRefusedTokens_showNone() throws Exception {
        Logging.configure(
                new LogSettings(LogFormat.TEXT, false, true), new PrintStream(log, true, UTF_8));
        WidgetServer server =
                TestServer.start(
                        context -> {
                            throw new IllegalStateException("no model");
                        },
                        store,
                        TestTokens.bySecret());
        String token = TestTokens.of("ann");
        try (RawSocket basic = RawSocket.open(server.port(), "?token=" + token);
                JimsClient jims = JimsClient.connect(server.port())) {
            basic.text(WRITTEN);
            assertThat(basic.readText()).contains("no model");
            jims.hello("\"token\":\"" + token + "x\"");
            jims.readUntil("error");
            jims.hello("\"token\":\"" + token + "\"");
            jims.message(WRITTEN);
            jims.readUntil("done");
            Await.until(
                    "both failures are logged", () -> log().split("on thread …", -1).length == 3);
        } finally {
            server.stop();
        }

        assertThat(log()).doesNotContain(token, WRITTEN, TestTokens.SECRET);
        assertThat(store.threads())
                .hasSize(2)
                .allSatisfy(thread -> {
                    String id = thread.id().value().toString();
                    assertThat(log()).doesNotContain(id, id.replace("-", ""), id.substring(9));
                });
    }

    private String log() {
        return log.toString(UTF_8);
    }
}
