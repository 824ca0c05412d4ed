package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.ServerProcess;
import io.jims.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program in a process of its own, which is sent SIGHUP.
class HangupTest {
    @TempDir Path directory;
    private @Nullable ServerProcess server;

    private void start(String... flags) throws Exception {
        server = ServerProcess.start(directory, flags);
    }

    @AfterEach
    void stop() {
        server().close();
    }

    @Test
    void hangup_hasTheWordsReadAnew_andEndsNothing() throws Exception {
        write("welcome: Hello\n");
        start("--lifecycle=words.yaml", "--lifecycle-refresh=1h");
        assertThat(greeting()).isEqualTo("Hello");

        write("welcome: Good evening\n");
        assertThat(greeting()).isEqualTo("Hello");
        server().signal("HUP");

        Await.until("the new greeting", () -> greeting().equals("Good evening"));
        stopAsUsual();
        assertThat(server().logged()).contains("words of the widget: the file ");
    }

    @Test
    void hangup_withoutWords_endsNothing() throws Exception {
        start();

        server().signal("HUP");

        server().awaitLogged("SIGHUP");
        assertThat(greeting()).isEmpty();
        stopAsUsual();
    }

    @Test
    void hangup_hasSecretsReadAnew_andTheLastOnesStayWhereThereAreNone() throws Exception {
        Path secrets = directory.resolve("secrets");
        Files.writeString(secrets, "the secret of before, which is replaced\n");
        start("--auth-secret-file=secrets");
        assertThat(answer(TestTokens.of("ann"))).isEqualTo("error");

        Files.writeString(secrets, "the secret of before, which is replaced\n" + TestTokens.SECRET);
        server().signal("HUP");
        Await.until("the new secret counts", () -> answer(TestTokens.of("ann")).equals("welcome"));

        Files.writeString(secrets, "short");
        server().signal("HUP");
        server().awaitLogged(
                        "--auth-secret-file: the last secrets stay: a secret has 32 bytes at least");
        assertThat(answer(TestTokens.of("ann"))).isEqualTo("welcome");
    }

    private String answer(String token) throws IOException {
        try (JimsClient client = JimsClient.connect(server().port())) {
            client.hello("\"token\":\"" + token + "\"");
            return client.read().path("type").asText();
        }
    }

    private void stopAsUsual() throws Exception {
        server().signal("TERM");
        server().awaitEnd();
        assertThat(server().logged()).contains("stopped");
    }

    private String greeting() throws IOException {
        try (JimsClient client = JimsClient.connect(server().port())) {
            client.hello("");
            return client.readUntil("welcome").path("texts").path("welcome").asText();
        }
    }

    private void write(String words) throws IOException {
        Files.writeString(directory.resolve("words.yaml"), words);
    }

    private ServerProcess server() {
        return Objects.requireNonNull(server);
    }
}
