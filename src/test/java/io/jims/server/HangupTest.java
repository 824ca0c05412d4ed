package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.JavaProgram;
import io.jims.testing.JimsClient;
import io.jims.testing.TestTokens;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program in a process of its own, which is sent SIGHUP.
class HangupTest {
    @TempDir Path directory;
    private int port;
    private @Nullable Process server;

    private void start(String... flags) throws Exception {
        port = freePort();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JavaProgram.JAVA,
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                JavaProgram.classPath(),
                                Main.class.getName(),
                                "--app=echo",
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--metrics-port=0"));
        command.addAll(List.of(flags));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        server = builder.start();
        awaitLogged("ready;");
    }

    @AfterEach
    void stop() throws InterruptedException {
        server().destroyForcibly().waitFor();
    }

    @Test
    void hangup_hasTheWordsReadAnew_andEndsNothing() throws Exception {
        write("welcome: Hello\n");
        start("--lifecycle=words.yaml", "--lifecycle-refresh=1h");
        assertThat(greeting()).isEqualTo("Hello");

        write("welcome: Good evening\n");
        assertThat(greeting()).isEqualTo("Hello");
        signal("HUP");

        Await.until("the new greeting", () -> greeting().equals("Good evening"));
        stopAsUsual();
        assertThat(logged()).contains("words of the widget: the file ");
    }

    @Test
    void hangup_withoutWords_endsNothing() throws Exception {
        start();

        signal("HUP");

        awaitLogged("SIGHUP");
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
        signal("HUP");
        Await.until("the new secret counts", () -> answer(TestTokens.of("ann")).equals("welcome"));

        Files.writeString(secrets, "short");
        signal("HUP");
        awaitLogged("--auth-secret-file: the last secrets stay: a secret has 32 bytes at least");
        assertThat(answer(TestTokens.of("ann"))).isEqualTo("welcome");
    }

    private String answer(String token) throws IOException {
        try (JimsClient client = JimsClient.connect(port)) {
            client.hello("\"token\":\"" + token + "\"");
            return client.read().path("type").asText();
        }
    }

    private void stopAsUsual() throws Exception {
        signal("TERM");
        assertThat(server().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(logged()).contains("stopped");
    }

    private void awaitLogged(String text) throws Exception {
        Await.until(text, Duration.ofSeconds(60), () -> logged().contains(text));
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(server().pid())).start().waitFor();
    }

    private String greeting() throws IOException {
        try (JimsClient client = JimsClient.connect(port)) {
            client.hello("");
            return client.readUntil("welcome").path("texts").path("welcome").asText();
        }
    }

    private void write(String words) throws IOException {
        Files.writeString(directory.resolve("words.yaml"), words);
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private String logged() throws IOException {
        return Files.readString(log());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process server() {
        return Objects.requireNonNull(server);
    }
}
