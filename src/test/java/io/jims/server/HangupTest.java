package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jims.testing.Await;
import io.jims.testing.JimsClient;
import io.jims.testing.KeyServer;
import io.jims.testing.RawSocket;
import io.jims.testing.ServerProcess;
import io.jims.testing.TestCertificate;
import io.jims.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
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

    @Test
    void hangup_hasKeysReadAnew_soThatOneIsWithdrawn() throws Exception {
        ECKey withdrawn = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
        String token =
                TestTokens.signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(),
                        TestTokens.claims("ann").build(),
                        new ECDSASigner(withdrawn));
        Path keys = directory.resolve("keys.json");
        Files.writeString(keys, KeyServer.document(withdrawn.toPublicJWK()));
        start("--auth-jwks=keys.json", "--auth-jwks-max-age=24h");
        assertThat(answer(token)).isEqualTo("welcome");

        Files.writeString(keys, KeyServer.document(other.toPublicJWK()));
        assertThat(answer(token)).isEqualTo("welcome");
        server().signal("HUP");

        Await.until("the key does not count any more", () -> answer(token).equals("error"));
    }

    @Test
    void hangup_afterTheCertificateHasChanged_servesTheNewOne() throws Exception {
        TestCertificate.make("EC", directory).writeTo(directory);
        start("--tls-cert=cert.pem", "--tls-key=key.pem");
        TestCertificate renewed = TestCertificate.make("EC", directory);
        SSLContext trusting = TestCertificate.trusting(List.of(renewed));
        assertThat(isServed(trusting)).isFalse();

        renewed.writeTo(directory);
        server().signal("HUP");

        Await.until("the new certificate is used", () -> isServed(trusting));
        stopAsUsual();
    }

    /// As logrotate does it with `copytruncate`.
    @Test
    void hangup_afterTheLogWasEmptied_isLoggedAtItsBeginning() throws Exception {
        start();

        server().emptyLog();
        server().signal("HUP");

        server().awaitLogged("SIGHUP");
        assertThat(server().logged()).matches("(?s)2\\d\\d\\d-.*SIGHUP.*");
        stopAsUsual();
    }

    private boolean isServed(SSLContext trusting) {
        try (RawSocket visitor = RawSocket.tls(server().port(), trusting)) {
            return visitor.exchange("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").status() == 200;
        } catch (IOException e) { // not trusted
            return false;
        }
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
