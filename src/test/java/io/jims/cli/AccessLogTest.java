package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.logging.Logging;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TestServer server = TestServer.echo();

    @AfterEach
    void stop() throws Exception {
        server.close();
        configure(false);
    }

    @Test
    void requestsAndSockets_haveALineEach_withoutTheQuery() throws Exception {
        configure(true);

        get("/healthz?token=s3cret");
        get("/no%0Awhere");
        JimsClient.connect(server.port(), "?thread_id=s3cret").close();

        Await.until("all are logged", () -> lines().size() == 3);
        assertThat(lines().stream().map(line -> line.split(" ", 4)[3]))
                .containsExactlyInAnyOrder(
                        "127.0.0.1 GET /healthz 200",
                        "127.0.0.1 GET /no%0Awhere 404",
                        "127.0.0.1 GET /ws/chat 101");
    }

    @Test
    void byDefault_nothingIsLogged() throws Exception {
        configure(false);

        get("/healthz");
        get("/nowhere");
        JimsClient.greeted(server.port(), "").close();

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    private void get(String target) throws IOException {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            socket.request("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
    }

    private void configure(boolean access) {
        Logging.configure(
                new LogSettings(LogFormat.TEXT, false, access), new PrintStream(err, true, UTF_8));
    }

    private List<String> lines() {
        return err.toString(UTF_8).lines().toList();
    }
}
