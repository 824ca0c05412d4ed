package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.token.SecretSource;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFlagsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void nothingGiven_asksForNoTokens() {
        launch.run();

        assertThat(launch.settings().server().access().tokens()).isNull();
    }

    @Test
    void secret_isNeverShown() {
        launch.run("--auth-secret", SECRET, "--verbose");

        assertThat(launch.settings().toString() + launch.err()).doesNotContain(SECRET);
        assertThat(launch.run("--help")).isZero();
        assertThat(launch.out()).doesNotContain(SECRET);
    }

    @Test
    void shortSecret_isRefused_andNotShown() {
        assertThat(launch.variable("JIMS_AUTH_SECRET", "s3cret").run()).isEqualTo(2);

        assertOneLine(
                "--auth-secret (from JIMS_AUTH_SECRET): a secret has 32 bytes at least, such as"
                        + " openssl rand -hex 32 prints");
        assertThat(launch.err()).doesNotContain("s3cret");
    }

    @Test
    void severalSecrets_allCount() {
        launch.run("--auth-secret", SECRET, "--auth-secret=" + OTHER);

        assertThat(signers())
                .isEqualTo(new Signers.Secrets(new TokenSecret(SECRET), new TokenSecret(OTHER)));
    }

    @Test
    void shortSecretAmongSeveral_isRefused_andNotShown() {
        assertThat(launch.run("--auth-secret", SECRET, "--auth-secret=s3cret")).isEqualTo(2);

        assertOneLine("--auth-secret: a secret has 32 bytes at least");
        assertThat(launch.err()).doesNotContain("s3cret").doesNotContain(SECRET);
    }

    @Test
    void secretFile_hasASecretOnEachLine() throws IOException {
        Files.writeString(directory.resolve("secret.txt"), SECRET + "\r\n\n" + OTHER + "\n");

        launch.run("--auth-secret-file", "secret.txt");

        assertThat(signers())
                .isEqualTo(
                        new Signers.Secrets(
                                new SecretSource.OfFile(directory.resolve("secret.txt"))));
        assertThat(((Signers.Secrets) signers()).source().read())
                .containsExactly(new TokenSecret(SECRET), new TokenSecret(OTHER));
    }

    @Test
    void secretFileWithoutASecret_isRefused() throws IOException {
        Files.writeString(directory.resolve("secret.txt"), "\n");

        assertThat(launch.run("--auth-secret-file", "secret.txt")).isEqualTo(2);
        assertOneLine("--auth-secret-file: the file has no secret");
    }

    @Test
    void fileThatCannotBeRead_isNamed() {
        assertThat(launch.run("--auth-secret-file", "missing.txt")).isEqualTo(2);
        assertOneLine("--auth-secret-file: cannot be read: ");
    }

    @Test
    void keyFileWithoutKeys_isRefused() throws IOException {
        Files.writeString(directory.resolve("keys.json"), "{\"keys\":[]}");

        assertThat(launch.run("--auth-jwks", "keys.json")).isEqualTo(2);
        assertOneLine("--auth-jwks: the JWK set has no public key for RS256");
    }

    @Test
    void keyUrlWithAUser_isRefused_withoutItsPassword() {
        assertThat(launch.run("--auth-jwks", "https://user:pw123@idp.example/")).isEqualTo(2);
        assertOneLine("--auth-jwks: the address must have a host, and no user");
        assertThat(launch.err()).doesNotContain("pw123");
    }

    @Test
    void severalSigners_areRefused() {
        assertThat(
                        launch.variable("JIMS_AUTH_SECRET", SECRET)
                                .run("--auth-jwks", "https://idp.example/keys"))
                .isEqualTo(2);
        assertOneLine("--auth-secret (from JIMS_AUTH_SECRET) and --auth-jwks cannot both be given");
    }

    @Test
    void ruleForTokensThatNobodyAsksFor_isRefused() {
        assertThat(launch.run("--auth-audience", "chat")).isEqualTo(2);
        assertOneLine("--auth-audience needs --auth-secret, --auth-secret-file or --auth-jwks");
    }

    private Signers signers() {
        TokenSettings tokens = launch.settings().server().access().tokens();
        return Optional.ofNullable(tokens).orElseThrow().signers();
    }

    private void assertOneLine(String start) {
        assertThat(launch.err()).startsWith("jims-widget: " + start);
        assertThat(launch.err().lines()).hasSize(1);
    }
}
