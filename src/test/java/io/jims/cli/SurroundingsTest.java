package io.jims.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.token.TokenSettings;
import io.jims.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "JIMS_AUTH_SECRTE, JIMS_AUTH_SECRET",
        "JIMS_MAX_RUN, JIMS_MAX_RUNS",
        "JIMS_PROT, JIMS_PORT",
        "JIMS_METRIC_PORT, JIMS_METRICS_PORT",
        "JIMS_CORS_ORIGIN, JIMS_CORS_ORIGINS",
        "JIMS_DB_CON_URI, JIMS_DB_CONN_URI"
    })
    void misspeltVariable_isAWarning_withTheLikelyOne(String name, String likely)
            throws IOException {
        assertThat(launch.variable(name, "3").run()).isZero();
        assertThat(launch.err())
                .contains(
                        "WARNING Action " + name + " is no setting; did you mean " + likely + "?");

        launch = new Launch(directory).dotenv(name + "=3\n");
        assertThat(launch.run("erase", "--contact=ann", "--dry-run")).isOne();
        assertThat(launch.err()).contains(name + " in .env is no setting; did you mean " + likely);
    }

    @Test
    void unknownVariableLikeNone_isAWarning() {
        launch.variable("JIMS_COLOUR_OF_THE_SHOP", "red").run();

        assertThat(launch.err()).contains("JIMS_COLOUR_OF_THE_SHOP is no setting\n");
    }

    @Test
    void variablesOfEveryCommand_andOfAKubernetesService_areNoWarning() {
        launch.variable("JIMS_TTL", "5m")
                .variable("JIMS_CONTACT", "ann")
                .variable("JIMS_DB_CONN_URI", "sqlite:///x.db")
                .variable("JIMS_SERVICE_HOST", "10.43.1.5")
                .variable("JIMS_SERVICE_PORT_HTTP", "8090")
                .variable("JIMS_PORT", "tcp://10.43.1.5:8090")
                .variable("JIMS_DB_PORT", "tcp://10.43.1.6:5432")
                .variable("JIMS_PORT_8090_TCP", "tcp://10.43.1.5:8090")
                .variable("JIMS_PORT_8090_TCP_ADDR", "10.43.1.5")
                .run("--app=demo", "--host=127.0.0.1");

        assertThat(launch.err()).contains("ready").doesNotContain("WARNING");
    }

    /// What follows is ASCII, so that it does not matter in which locale the tests run.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    env LC_ALL=C "$JAVA" --system-prompt $'\\xd0\\x9e' | LANG=C.UTF-8
                    env LC_ALL=C JIMS_SYSTEM_PROMPT=$'\\xd0\\x9e' "$JAVA" | JIMS_SYSTEM_PROMPT has
                    env -u LC_ALL -u LC_CTYPE -u LANG MODEL=$'\\xc3\\xa9' "$JAVA" | MODEL has characters
                    """)
    void localeWithoutUtf8_endsTheStart_andNamesLang(String command, String said) throws Exception {
        assertThat(runInShell(command, 2))
                .contains(said)
                .contains("set LANG=C.UTF-8")
                .hasLineCount(1);
    }

    @Test
    void localeWithUtf8_orAsciiOnly_isFine() throws Exception {
        assertThat(runInShell("env LC_ALL=C.UTF-8 \"$JAVA\" --prot $'\\xd0\\x9e'", 2))
                .contains("unknown flag --prot");
        assertThat(runInShell("env LC_ALL=C \"$JAVA\" token --contact ann", 2))
                .contains("token needs --auth-secret");
    }

    /// The output of a command, in which `"$JAVA"` stands for the program.
    private String runInShell(String command, int exitCode) throws Exception {
        String program =
                "\"%s\" -cp \"%s\" io.jims.Main"
                        .formatted(JavaProgram.JAVA, JavaProgram.classPath());
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command.replace("\"$JAVA\"", program))
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("JIMS_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }

    @Test
    void serve_isTheServer() {
        assertThat(launch.run("serve", "--port", "1")).isZero();
        assertThat(launch.settings().server().port()).isOne();

        launch = new Launch(directory);
        assertThat(launch.run("serve")).isZero();
        assertThat(launch.steps()).contains("running");
    }

    @Test
    void addressOfAService_asAFlag_isRefused() {
        assertThat(launch.run("--port=tcp://10.43.1.5:8090")).isEqualTo(2);
    }
}
