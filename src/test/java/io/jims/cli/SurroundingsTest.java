package io.jims.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.token.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings as they come from the environment and from `.env`, with what else stands there.
class SurroundingsTest {
    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void textBehindAQuote_endsTheStart_insteadOfDroppingTheSecretBelow() throws IOException {
        launch.dotenv("GREETING=\"Hello\" to my shop\nJIMS_AUTH_SECRET=" + "x".repeat(32) + "\n");

        assertThat(launch.run()).isEqualTo(2);
        assertThat(launch.err())
                .startsWith(
                        "jims-widget: "
                                + directory.resolve(".env")
                                + ", line 1, is malformed: there is text behind the closing quote");
        assertThat(launch.err().lines()).hasSize(1);
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void dotenvInLatin1_endsTheStart_andNamesTheLine() throws IOException {
        Files.write(
                directory.resolve(".env"),
                "JIMS_PORT=1\nJIMS_SYSTEM_PROMPT=Zo\u00EB\n".getBytes(ISO_8859_1));

        assertThat(launch.run()).isEqualTo(2);
        assertThat(launch.err()).contains(".env, line 2, is malformed: it is not in UTF-8");
        assertThat(launch.err().lines()).hasSize(1);
    }

    @Test
    void quotedValue_keepsItsBlanks() throws IOException {
        launch.dotenv("JIMS_AUTH_ISSUER='the shop '\nJIMS_AUTH_SECRET=" + "x".repeat(32) + "\n");

        assertThat(launch.read().server().access().tokens())
                .extracting(TokenSettings::issuer)
                .isEqualTo("the shop ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.43.1.5:8090", "udp://10.43.1.5:53", "tcp://[fd00::1]:8090"})
    void addressOfAKubernetesService_isPassedOver(String address) throws IOException {
        launch.variable("JIMS_PORT", address).variable("JIMS_METRICS_PORT", address);
        assertThat(launch.read().server().port()).isEqualTo(8090);
        assertThat(launch.read().metricsPort()).isEqualTo(8001);

        launch.dotenv("JIMS_PORT=9000\n");
        assertThat(launch.read().server().port()).isEqualTo(9000);
    }

    @Test
    void addressOfAService_asAFlag_isRefused() {
        assertThat(launch.run("--port=tcp://10.43.1.5:8090")).isEqualTo(2);
    }
}
