package io.jims.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.RawSocket;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bounds of what pages and tokens tell.
@Timeout(60)
class PageContextTest {
    private static final String ID = "11111111-1111-4111-8111-111111111111";

    @Test
    void contextWithinItsBounds_isTaken_andTheFeatureListed() throws Exception {
        try (TestServer server =
                        TestServer.of(context -> context.sendMessage("" + context.page()));
                JimsClient client = JimsClient.connect(server.port())) {
            client.hello("");
            assertThat(client.readUntil("welcome").path("features").toString()).contains("context");
            for (String context : List.of("{}", "{\"a\":{\"b\":[1,true,null]}}", largest())) {
                client.messageWith(context, "Hi");
                assertThat(client.readUntil("done").path("id").asText()).isNotEmpty();
            }
            client.socket()
                    .text(
                            "{\"type\":\"message\",\"id\":\"%s\",\"text\":\"Hi\",\"context\":%s}"
                                    .formatted(ID, "{\"a\":\"b\\u0000c\\ud83d\\nd\"}"));
            assertThat(client.readAnswer()).isEqualTo("{a=b\uFFFDc\uFFFD\nd}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"text\"",
                "7",
                "true",
                "{\"a\":{\"b\":{\"c\":{}}}}",
                "{\"a\":[[[1]]]}"
            })
    void contextThatIsNone_orTooDeep_isRefused_withItsMessage(String context) throws Exception {
        assertRefused(context);
    }

    @Test
    void contextThatIsTooLarge_isRefused_inBytes() throws Exception {
        assertRefused(largest().replace("x\"", "xx\""));
        assertRefused("{\"a\":\"" + "\u00e9".repeat(2_045) + "\"}");
    }

    @Test
    void tokenWhoseFactsAreNone_orTooMany_isNotValid() throws Exception {
        WidgetServer server =
                TestServer.start(
                        TestServer::echo, new InMemoryThreadStore(), TestTokens.bySecret());
        try (JimsClient client = JimsClient.connect(server.port())) {
            for (Object facts :
                    List.of(
                            "gold",
                            List.of(1),
                            Map.of("a", "x".repeat(4_096)),
                            Map.of("a", Map.of("b", Map.of("c", Map.of()))))) {
                String token =
                        TestTokens.signed(TestTokens.claims("ann").claim("ctx", facts).build());
                client.hello("\"token\":\"" + token + "\"");
                JsonNode error = client.read();
                assertThat(error.path("code").asText()).isEqualTo("unauthorized");
                assertThat(error.path("reason").asText()).isEqualTo("token_invalid");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void basicProtocol_passesOverIt() throws Exception {
        try (TestServer server =
                        TestServer.of(context -> context.sendMessage("" + context.page()));
                RawSocket client = RawSocket.open(server.port(), "")) {
            client.text("{\"text\":\"Hi\",\"context\":{\"a\":1}}");

            assertThat(client.readText()).isEqualTo("{\"text\":\"{}\"}");
        }
    }

    /// An object of 4,096 bytes.
    private static String largest() {
        return "{\"a\":\"" + "x".repeat(4_096 - 8) + "\"}";
    }

    private static void assertRefused(String context) throws Exception {
        try (TestServer server = TestServer.echo();
                JimsClient client = JimsClient.greeted(server.port(), "")) {
            client.socket()
                    .text(
                            "{\"type\":\"message\",\"id\":\"%s\",\"text\":\"Hi\",\"context\":%s}"
                                    .formatted(ID, context));

            assertThat(client.read().path("code").asText()).isEqualTo("bad_frame");
            assertThat(server.store().threads()).isEmpty();
        }
    }
}
