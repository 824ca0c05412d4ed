package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.Main;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program in a process of its own, which is sent SIGHUP.
class HangupTest {
    @TempDir Path directory;
    private int port;
    private Process server;

    @BeforeEach
    void start() throws Exception {
        write("welcome: Hello\n");
        port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--app=echo",
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--metrics-port=0",
                                "--lifecycle=words.yaml",
                                "--lifecycle-refresh=1h")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        server = builder.start();
        Await.until(
                "the server is ready", Duration.ofSeconds(60), () -> logged().contains("ready;"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Test
    void hangup_hasTheWordsReadAnew_andEndsNothing() throws Exception {
        assertThat(greeting()).isEqualTo("Hello");

        write("welcome: Good evening\n");
        assertThat(greeting()).isEqualTo("Hello");
        signal("HUP");

        Await.until("the new greeting", () -> greeting().equals("Good evening"));
        signal("TERM");
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(logged()).contains("words of the widget: the file ").contains("stopped");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start().waitFor();
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
}
