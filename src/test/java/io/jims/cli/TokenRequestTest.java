package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.jims.testing.InMemoryThreadStore;
import io.jims.testing.JimsClient;
import io.jims.testing.KeyServer;
import io.jims.testing.TestServer;
import io.jims.testing.TestTokens;
import io.jims.widget.WidgetServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The subcommand `token`.
class TokenRequestTest {
    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory).variable("JIMS_AUTH_SECRET", TestTokens.SECRET);
    }

    @Test
    void token_isTakenByAServerOfTheSameSettings() throws Exception {
        int code =
                launch.variable("JIMS_AUTH_ISSUER", TestTokens.ISSUER)
                        .run("token", "--contact", "ann", "--auth-audience", TestTokens.AUDIENCE);

        assertThat(code).isZero();
        assertThat(launch.err()).isEmpty();
        assertThat(launch.out().lines()).hasSize(1);
        WidgetServer server =
                TestServer.start(
                        TestServer::echo, new InMemoryThreadStore(), TestTokens.bySecret());
        try (JimsClient client = JimsClient.connect(server.port())) {
            client.hello("\"token\":\"" + launch.out().strip() + "\"");
            assertThat(client.readUntil("welcome").path("contact_id").asText()).isEqualTo("ann");
        } finally {
            server.stop();
        }
    }

    @Test
    void token_lastsAsLongAsItShall() throws Exception {
        launch.run("token", "--contact", "ann", "--ttl", "5m");

        Instant expires =
                SignedJWT.parse(launch.out().strip())
                        .getJWTClaimsSet()
                        .getExpirationTime()
                        .toInstant();
        assertThat(Duration.between(Instant.now(), expires))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void badUsage_isOneLine_withoutTheSecret() throws Exception {
        assertBad("--contact is missing; give the id of the contact", "token");
        assertBad("--contact: contact_id must have", "token", "--contact", "a\u0007");
        assertBad("--ttl: '25h' is not allowed", "token", "--contact", "ann", "--ttl", "25h");
        launch = new Launch(directory);
        assertBad("token needs --auth-secret or --auth-secret-file", "token", "--contact", "ann");
    }

    @Test
    void keysOfOthers_signNothing() throws Exception {
        Files.writeString(
                directory.resolve("keys.json"),
                KeyServer.document(new ECKeyGenerator(Curve.P_256).generate()));
        launch = new Launch(directory).dotenv("JIMS_AUTH_JWKS=keys.json\n");

        assertBad("tokens are signed elsewhere (--auth-jwks)", "token", "--contact", "ann");
    }

    private void assertBad(String message, String... arguments) {
        int before = launch.err().length();
        assertThat(launch.run(arguments)).isEqualTo(2);

        assertThat(launch.err().substring(before))
                .startsWith("jims-widget: " + message)
                .doesNotContain(TestTokens.SECRET);
        assertThat(launch.out()).isEmpty();
    }
}
