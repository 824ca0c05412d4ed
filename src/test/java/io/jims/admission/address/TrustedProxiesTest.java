package io.jims.admission.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.jims.listener.HttpListener;
import io.jims.listener.ListenerSettings;
import io.jims.testing.RawSocket;
import io.jims.widget.socket.SocketEndpoint;
import io.jims.widget.socket.SocketHandler;
import io.jims.widget.socket.SocketRequest;
import io.jims.widget.socket.SocketSettings;
import io.jims.widget.socket.SocketUpgrader;
import io.jims.widget.socket.Sockets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Over real sockets, whose peer is 127.0.0.1: a server that tells its client where it comes from.
class TrustedProxiesTest {
    private static final String OTHERS = "10.0.0.0/8, 2001:db8:5::/48";
    private static final String US_AND_OTHERS = "127.0.0.1, " + OTHERS;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-For: 203.0.113.7
                    Forwarded: for=203.0.113.7
                    X-Forwarded-For: 127.0.0.1
                    X-Real-IP: 203.0.113.7
                    """)
    void peerThatIsNoProxy_isNotBelieved(String header) throws Exception {
        assertThat(address("", header)).isEqualTo("127.0.0.1");
        assertThat(address(OTHERS, header)).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-For: 203.0.113.7 | 203.0.113.7
                    X-Forwarded-For: 1.2.3.4, 203.0.113.7 | 203.0.113.7
                    X-Forwarded-For: 203.0.113.7, 10.1.2.3, 10.3.2.1 | 203.0.113.7
                    X-Forwarded-For: 1.2.3.4, 203.0.113.7,10.1.2.3 | 203.0.113.7
                    X-Forwarded-For: 10.0.0.9, 10.1.2.3 | 10.0.0.9
                    X-Forwarded-For: 203.0.113.7:4711 | 203.0.113.7
                    X-Forwarded-For: 2001:DB8::7 | 2001:db8:0:0:0:0:0:7
                    X-Forwarded-For: [2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7
                    X-Forwarded-For: 2001:db8::7, 2001:db8:5::1 | 2001:db8:0:0:0:0:0:7
                    X-Forwarded-For: ::ffff:203.0.113.7 | 203.0.113.7
                    X-Forwarded-For: 1.2.3.4, garbage | 127.0.0.1
                    X-Forwarded-For: 1.2.3.4, garbage, 10.1.2.3 | 10.1.2.3
                    X-Forwarded-For: 1.2.3 | 127.0.0.1
                    X-Forwarded-For: localhost | 127.0.0.1
                    X-Forwarded-For: , | 127.0.0.1
                    Forwarded: for=203.0.113.7 | 203.0.113.7
                    Forwarded: For="203.0.113.7:80";proto=https;by=10.0.0.1 | 203.0.113.7
                    Forwarded: proto=https;for="[2001:db8::7]:4711", for=10.1.2.3 | 2001:db8:0:0:0:0:0:7
                    Forwarded: for=1.2.3.4, for=203.0.113.7 | 203.0.113.7
                    Forwarded: for=1.2.3.4, for=unknown | 127.0.0.1
                    Forwarded: for=1.2.3.4, for=_hidden, for=10.1.2.3 | 10.1.2.3
                    Forwarded: for=1.2.3.4, proto=https | 127.0.0.1
                    Forwarded: by="a, for=6.6.6.6";for=203.0.113.7 | 203.0.113.7
                    """)
    void clientOfAProxy_isTheNearestThatIsNone(String header, String client) throws Exception {
        assertThat(address(US_AND_OTHERS, header)).isEqualTo(client);
    }

    @Test
    void severalLines_areOneList() throws Exception {
        assertThat(
                        address(
                                US_AND_OTHERS,
                                "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 203.0.113.7"))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void bothHeaders_countWhereTheyAgree_elseTheProxyCounts() throws Exception {
        String client = "X-Forwarded-For: 203.0.113.7\r\nForwarded: for=";

        assertThat(address(US_AND_OTHERS, client + "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(address(US_AND_OTHERS, client + "6.6.6.6")).isEqualTo("127.0.0.1");
    }

    @Test
    void noHeader_isTheProxyItself() throws Exception {
        assertThat(address(US_AND_OTHERS, "X-Other: 1")).isEqualTo("127.0.0.1");
    }

    private static String address(String proxies, String header) throws Exception {
        TrustedProxies trusted =
                new TrustedProxies(
                        Stream.of(proxies.split(", ")).flatMap(TrustedProxiesTest::range).toList());
        try (Sockets sockets = new Sockets(1)) {
            HttpListener server = server(new Mirror(trusted), sockets);
            try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
                socket.request(
                        RawSocket.handshakeRequest("/where")
                                .replace("Upgrade: ", header + "\r\nUpgrade: "));
                return socket.readText();
            } finally {
                server.stop();
            }
        }
    }

    private static Stream<AddressRange> range(String text) {
        return AddressRange.parse(text).stream();
    }

    private static HttpListener server(SocketEndpoint endpoint, Sockets sockets) {
        Duration second = Duration.ofSeconds(1);
        SocketUpgrader upgrader =
                new SocketUpgrader(
                        "/where",
                        Set.of(),
                        endpoint,
                        sockets,
                        new SocketSettings(1024, second, second));
        HttpListener listener =
                new HttpListener(
                        new ListenerSettings(
                                "127.0.0.1",
                                0,
                                null,
                                16,
                                16,
                                second,
                                false,
                                TrustedProxies.NONE,
                                false),
                        WebServer.builder().buildPrototype(),
                        Http1Config.builder(),
                        Map.of("websocket", upgrader),
                        HttpRouting.builder(),
                        () -> {});
        listener.start();
        return listener;
    }

    private record Mirror(TrustedProxies proxies) implements SocketEndpoint {
        @Override
        public Guest admit(SocketRequest request) {
            ClientAddress address =
                    proxies.clientOf(
                            request.peer(),
                            request.headers("X-Forwarded-For"),
                            request.headers("Forwarded"));
            return socket -> {
                socket.send(address.toString());
                return new Deaf();
            };
        }
    }

    private record Deaf() implements SocketHandler {
        @Override
        public void onText(String text) {}

        @Override
        public void onClosed() {}
    }
}
