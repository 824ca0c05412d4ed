package io.jims.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not allowed ends the start with one line and exit code 2.
class BadUsageTest {
    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --prot=1 | unknown flag --prot=1; did you mean --port?
                    --system-promt=x | unknown flag --system-promt=x; did you mean --system-prompt?
                    -x | unknown flag -x
                    server | unknown command 'server': there are doctor, export, erase, backup, copy, token, snippet; without one, the server runs
                    '' | unknown command '': there are doctor, export, erase, backup, copy, token, snippet; without one, the server runs
                    --port | --port needs a value: <port>
                    """)
    void badFlag_isNamed(String argument, String message) {
        assertThat(launch.run(argument)).isEqualTo(2);
        assertOneLine(message + " (see --help)");
    }

    @Test
    void subcommandBehindAFlag_isToComeFirst() {
        assertThat(launch.run("--port", "1", "erase")).isEqualTo(2);
        assertOneLine("'erase' must be the first argument (see --help)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"erase", "x"})
    void serve_takesFlagsOnly(String argument) {
        assertThat(launch.run("serve", argument)).isEqualTo(2);
        assertOneLine("unexpected argument '" + argument + "': there are flags only");
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void flagOfAnotherCommand_isUnknown() {
        assertThat(launch.run("erase", "--port", "1")).isEqualTo(2);
        assertOneLine("unknown flag --port");
        assertThat(launch.steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"erase", "export"})
    void subcommandWithoutAContact_isRefused(String subcommand) {
        assertThat(launch.run(subcommand)).isEqualTo(2);
        assertOneLine("--contact is missing; give the id of the contact, as the column");

        launch = new Launch(directory);
        assertThat(launch.run(subcommand, "--contact=")).isEqualTo(2);
        assertOneLine("--contact is empty; give the id of the contact, as the column");
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void mask_ofSomethingElse_isRefused() {
        assertThat(launch.run("--mask", "cards,names")).isEqualTo(2);
        assertOneLine("--mask: 'cards,names' is not allowed; give cards, emails, or cards,emails");
        assertThat(launch.steps()).isEmpty();
    }

    @Test
    void flagGivenTwice_isNamed() {
        assertThat(launch.run("--port", "1", "--port", "2")).isEqualTo(2);
        assertOneLine("--port may be given only once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --port | x | a whole number from 0 to 65535
                    --port | -1 | a whole number from 0 to 65535
                    --port | 65536 | a whole number from 0 to 65535
                    --port | 99999999999 | a whole number from 0 to 65535
                    --port | 1.5 | a whole number from 0 to 65535
                    --metrics-port | 65536 | a whole number from 0 to 65535
                    --metrics-port | 8090 | another one than --port has, or 0 for a free one
                    --max-runs | 0 | a whole number from 1 to 100000
                    --history-events | 0 | a whole number from 1 to 1000000
                    --history-cache | 64 | a whole number from 1048576 to 1099511627776
                    --max-message-chars | 0 | a whole number from 1 to 1000000
                    --max-frame-bytes | 1023 | a whole number from 1024 to 1048576
                    --max-frame-bytes | 1048577 | a whole number from 1024 to 1048576
                    --max-waiting | 1001 | a whole number from 1 to 1000
                    --max-sockets | 0 | a whole number from 1 to 1000000
                    --pipeline-timeout | 120 | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1ms to 24h
                    --pipeline-timeout | 0s | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1ms to 24h
                    --pipeline-timeout | 25h | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1ms to 24h
                    --ping-interval | soon | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1ms to 24h
                    --write-timeout | -1s | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1ms to 24h
                    --drain-timeout | 2d | a duration such as 500ms, 90s, 2m, 1h or 7d, from 0s to 24h
                    --messages-per-contact | 30 | a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off
                    --messages-per-contact | 0/1m | a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off
                    --messages-per-contact | 30/25h | a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off
                    --messages-per-contact | 30/1ms | a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off
                    --contact-burst | 0 | a whole number from 1 to 1000000
                    --sockets-per-address | -1 | a whole number from 1 to 1000000, or off
                    --daily-tokens | many | a whole number from 1 to 1000000000000, or off
                    --feedback | maybe | on or off
                    --verbose | maybe | true, false, 1, 0, yes or no
                    --enable-sentry | on | true, false, 1, 0, yes or no
                    --log-format | xml | text or json
                    --app | '' | <name>
                    --db | '' | <url>
                    --trusted-proxies | 10.0.0.1/8 | addresses or networks separated by commas
                    --trusted-proxies | 10.0.0.0/33 | addresses or networks separated by commas
                    --trusted-proxies | ::/129 | addresses or networks separated by commas
                    --trusted-proxies | 10.1 | addresses or networks separated by commas
                    --trusted-proxies | proxy.example | addresses or networks separated by commas
                    --db-pool | 1 | a whole number from 2 to 1000
                    --db-timeout | 249ms | a duration such as 500ms, 90s, 2m, 1h or 7d, from 250ms to 24h
                    --retention | 59m | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1h to 36500d
                    --retention | 36501d | a duration such as 500ms, 90s, 2m, 1h or 7d, from 1h to 36500d
                    --db-wait | x | a duration such as 500ms, 90s, 2m, 1h or 7d, from 0s to 24h
                    """)
    void valueNotAllowed_isNamed_withWhatIs(String flag, String value, String allowed) {
        assertThat(launch.run(flag + "=" + value)).isEqualTo(2);
        assertOneLine(flag + ": '" + value + "' is not allowed; give " + allowed);
        assertThat(launch.steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://localhost
                    localhost:8090
                    256.0.0.1
                    1.2.3
                    ::zz
                    [localhost]
                    a b
                    -a
                    """)
    void hostOfNoForm_isRefused(String host) {
        assertThat(launch.run("--host=" + host)).isEqualTo(2);
        assertOneLine("--host: '" + host + "' is not allowed; give a host name or an IP address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://a//
                    https://a/path
                    https://a?b
                    https://user@a
                    https://*.a
                    https://*.com.
                    https://*
                    https://a.*.example
                    https://*.*.example.com
                    https://*example.com
                    https://*.10.0.0.1
                    https://*.[::1]
                    https://a:0
                    https://a:65536
                    https://
                    a.example
                    null
                    *,https://a
                    ,
                    """)
    void originThatIsNone_isRefused(String origin) {
        assertThat(launch.run("--cors-origins=" + origin)).isEqualTo(2);
        assertOneLine("--cors-origins: '" + origin + "' is not allowed; give origins separated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                                                    | must be a JSON list of objects
                    [{"description":"x"}]                                 | each object needs a name
                    [{"name":"x"}]                                        | each object needs a description
                    [{"name":"a b","description":"x"}]                    | a name has letters, digits, _ and -, at most 64: a b
                    [{"name":"x","description":"x","confirm":7}]          | confirm must be true, false or a question
                    [{"name":"x","description":"x","input_schema":[]}]    | input_schema must be an object
                    [{"name":"x","description":"x"},{"name":"x","description":"y"}] | two are called x
                    """)
    void clientToolsThatAreNone_areRefused(String content, String reason) throws IOException {
        Path file = Files.writeString(directory.resolve("tools.json"), content);

        assertThat(launch.run("--client-tools", file.toString())).isEqualTo(2);
        assertOneLine("--client-tools");
        assertThat(launch.err()).contains(reason);
    }

    @Test
    void certificateWithoutItsKey_isRefused_andBadFilesAreNamed() throws IOException {
        assertThat(launch.run("--tls-cert", "cert.pem")).isEqualTo(2);
        assertOneLine("--tls-cert needs --tls-key");

        launch = new Launch(directory);
        assertThat(launch.run("--tls-key", "key.pem")).isEqualTo(2);
        assertOneLine("--tls-key needs --tls-cert");

        launch = new Launch(directory);
        assertThat(launch.run("--tls-cert", "cert.pem", "--tls-key", "key.pem")).isEqualTo(2);
        assertOneLine(
                "--tls-cert, --tls-key: "
                        + directory.resolve("cert.pem")
                        + " is no file that can be read");
    }

    @Test
    void valueFromEnvironment_namesTheVariable() {
        assertThat(launch.variable("JIMS_PORT", "x").run()).isEqualTo(2);
        assertOneLine("--port (from JIMS_PORT): 'x' is not allowed; give a whole number");
    }

    @Test
    void valueFromDotenv_namesVariableAndFile() throws IOException {
        assertThat(launch.dotenv("JIMS_MAX_RUNS=many\n").run()).isEqualTo(2);
        assertOneLine("--max-runs (from JIMS_MAX_RUNS in .env): 'many' is not allowed; give a");
    }

    @Test
    void valueWithLineBreak_staysOneLine() {
        assertThat(launch.run("--host", "a\nb")).isEqualTo(2);
        assertOneLine("--host: 'a b' is not allowed");
    }

    @Test
    void malformedDotenvLine_isNamedByNumber_withoutItsText() throws IOException {
        assertThat(launch.dotenv("JIMS_PORT=1\n# fine\ntop secret\n").run()).isEqualTo(2);
        assertOneLine(directory.resolve(".env") + ", line 3, is malformed");
        assertThat(launch.err()).doesNotContain("secret");
    }

    @Test
    void dotenvThatIsADirectory_isOneLine() throws IOException {
        Files.createDirectory(directory.resolve(".env"));

        assertThat(launch.run()).isEqualTo(2);
        assertOneLine("cannot read " + directory.resolve(".env"));
    }

    @Test
    void databaseUrlOfNoForm_isRefused() {
        launch.failing("store", new IllegalArgumentException("'x' is no database URL; give y"));

        assertThat(launch.run("--db", "x")).isEqualTo(2);
        assertOneLine("--db: 'x' is no database URL; give y");
    }

    @Test
    void databaseUrlOfNoForm_whoseStoreNamesTheFlag_isLabelledOnce() {
        launch.failing("store", new IllegalArgumentException("--db: 'x' is no database URL"));

        assertThat(launch.variable("JIMS_DB", "x").run()).isEqualTo(2);
        assertOneLine("--db (from JIMS_DB): 'x' is no database URL");
    }

    @Test
    void urlWithoutItsFlag_isRefusedWithoutItsPassword() {
        assertThat(launch.run("postgresql://jims:s3cret@db/jims")).isEqualTo(2);
        assertOneLine(
                "unknown command 'postgresql://jims:***@db/jims': there are doctor, export, erase, backup, copy, token, snippet;");
        assertThat(launch.err()).doesNotContain("s3cret");
    }

    private void assertOneLine(String start) {
        assertThat(launch.err()).startsWith("jims-widget: " + start);
        assertThat(launch.err().lines()).hasSize(1);
        assertThat(launch.out()).isEmpty();
    }
}
