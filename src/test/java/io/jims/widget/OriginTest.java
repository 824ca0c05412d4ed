package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.RawSocket;
import io.jims.testing.RawSocket.HttpAnswer;
import io.jims.testing.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pages may open a socket, in both protocols.
class OriginTest {
    private static final List<String> LISTED =
            List.of(
                    "https://shop.example.com",
                    "http://localhost:3000",
                    "https://*.sites.example.com",
                    "https://*.dev.example.com:8443");

    private final InMemoryThreadStore store = new InMemoryThreadStore();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com",
                "https://shop.example.com:443",
                "HTTPS://Shop.Example.com",
                "http://localhost:3000",
                "https://a.sites.example.com",
                "https://a.b.sites.example.com",
                "https://a.dev.example.com:8443"
            })
    void listedOrigin_isLetIn(String origin) throws Exception {
        assertStatus(101, LISTED, false, "Origin: " + origin + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com",
                "https://shop.example.com:8443",
                "https://example.com",
                "https://evilshop.example.com",
                "https://shop.example.com.evil.example",
                "https://shop.example.com@evil.example",
                "http://localhost",
                "http://localhost:3001",
                "https://sites.example.com",
                "https://.sites.example.com",
                "https://evilsites.example.com",
                "https://evil.example/.sites.example.com",
                "https://evil.example#.sites.example.com",
                "http://a.sites.example.com",
                "https://a.sites.example.com:8443",
                "https://a.dev.example.com",
                "https://*.sites.example.com",
                "null",
                "*"
            })
    void otherOrigin_isRefused_beforeAnythingElse(String origin) throws Exception {
        assertStatus(403, LISTED, true, "Origin: " + origin + "\r\n");
        assertThat(store.threads()).isEmpty();
    }

    @Test
    void twoOrigins_areRefused() throws Exception {
        String listed = "Origin: https://shop.example.com\r\n";

        assertStatus(403, LISTED, true, listed + "Origin: https://evil.example\r\n");
        assertStatus(403, LISTED, true, listed + listed);
    }

    @Test
    void noOrigin_isRefused_unlessAllowed() throws Exception {
        assertStatus(403, LISTED, false, "");
        assertStatus(101, LISTED, true, "");
    }

    @ParameterizedTest
    @CsvSource({"https://any.example", "null", "''"})
    void withoutAList_everyOriginIsLetIn(String origin) throws Exception {
        assertStatus(101, List.of(), false, origin.isEmpty() ? "" : "Origin: " + origin + "\r\n");
    }

    @Test
    void refusal_saysWhichSettingChangesIt_andLeavesThePlace() throws Exception {
        WidgetServer server = server(LISTED, false);
        try {
            assertThat(handshake(server, "Origin: https://evil.example\r\n", "").body())
                    .contains("--cors-origins");
            assertThat(handshake(server, "", "").body()).contains("--allow-no-origin");
            assertThat(server.openSockets()).isZero();
        } finally {
            server.stop();
        }
    }

    private void assertStatus(int status, List<String> listed, boolean allowNoOrigin, String header)
            throws Exception {
        WidgetServer server = server(listed, allowNoOrigin);
        try {
            for (String protocol : List.of("", "Sec-WebSocket-Protocol: jims.v1\r\n")) {
                assertThat(handshake(server, header, protocol).status()).isEqualTo(status);
            }
        } finally {
            server.stop();
        }
    }

    private static HttpAnswer handshake(WidgetServer server, String header, String protocol)
            throws Exception {
        try (RawSocket socket = RawSocket.tcp(server.port(), 0)) {
            return socket.exchange(
                    RawSocket.handshakeRequest("/ws/chat")
                            .replace("Upgrade: ", header + protocol + "Upgrade: "));
        }
    }

    private WidgetServer server(List<String> origins, boolean allowNoOrigin) {
        List<OriginPattern> patterns =
                origins.stream().map(OriginPattern::parse).map(Optional::orElseThrow).toList();
        return TestServer.start(
                TestServer::echo,
                store,
                AccessSettings.OPEN.with(new AllowedOrigins(patterns, allowNoOrigin)));
    }
}
