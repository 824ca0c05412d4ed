package io.jims.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.jims.admission.AccessSettings;
import io.jims.admission.address.AddressRange;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.TrustedProxies;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.logging.Logging;
import io.jims.testing.Await;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.widget.WidgetServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessLogTest {
    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(AddressRange.parse("127.0.0.1").orElseThrow()));

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

    /// What no route has seen, behind a proxy that is trusted.
    @ParameterizedTest
    @MethodSource("failures")
    void failureBeforeAnyRoute_hasALine_andNamesTheClient(String request, String line)
            throws Exception {
        configure(true);
        WidgetServer behind =
                TestServer.start(
                        TestServer::echo,
                        new InMemoryThreadStore(),
                        new AccessSettings(AllowedOrigins.ALL, null, PROXIES));
        try (RawSocket proxy = RawSocket.tcp(behind.port(), 0)) {
            String head = proxy.request(request);

            assertThat(head).startsWith("HTTP/1.1 " + line.substring(line.lastIndexOf(' ') + 1));
            Await.until(
                    "it is logged",
                    () -> lines().stream().anyMatch(logged -> logged.contains(" access ")));
            assertThat(lines())
                    .filteredOn(logged -> logged.contains(" access "))
                    .singleElement()
                    .asString()
                    .endsWith(" " + line);
        } finally {
            behind.stop();
        }
    }

    static Stream<Arguments> failures() {
        String from = "Host: a\r\nX-Forwarded-For: 192.0.2.7\r\n";
        return Stream.of(
                arguments("GET / HTTP/3.0\r\n" + from + "\r\n", "192.0.2.7 GET / 505"),
                arguments(
                        "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + from + "\r\n",
                        "192.0.2.7 GET /" + "a".repeat(9_000) + " 414"),
                arguments(
                        "GET / HTTP/1.1\r\n" + from + "X-Long: " + "a".repeat(17_000) + "\r\n\r\n",
                        "192.0.2.7 GET / 431"),
                arguments(
                        "GET / HTTP/1.1\r\n" + from + "X-Long: " + "a".repeat(30_000) + "\r\n\r\n",
                        "192.0.2.7 GET / 431"),
                arguments(
                        "POST / HTTP/1.1\r\n" + from + "Content-Length: 70000\r\n\r\n",
                        "192.0.2.7 POST / 413"),
                arguments("GET / HTTP/1.1\r\n" + from + ": b\r\n\r\n", "192.0.2.7 GET / 400"),
                arguments("G@T / HTTP/1.1\r\n" + from + "\r\n", "192.0.2.7 - - 400"));
    }

    @Test
    void routeThatThrows_hasALine_andNamesTheClient() throws Exception {
        configure(true);
        HttpListener listener =
                new HttpListener(
                        new ListenerSettings(
                                "127.0.0.1",
                                0,
                                null,
                                10,
                                10,
                                Duration.ofSeconds(30),
                                false,
                                PROXIES,
                                true),
                        WebServer.builder().buildPrototype(),
                        Http1Config.builder(),
                        Map.of(),
                        HttpRouting.builder()
                                .get(
                                        "/defect",
                                        (request, response) -> {
                                            throw new IllegalStateException("a defect");
                                        }),
                        () -> {});
        listener.start();
        try (RawSocket proxy = RawSocket.tcp(listener.port(), 0)) {
            proxy.exchange("GET /defect HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");

            Await.until(
                    "it is logged",
                    () -> err.toString(UTF_8).contains(" access 192.0.2.7 GET /defect 500\n"));
        } finally {
            listener.stop();
        }
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
