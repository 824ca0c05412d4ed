package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jims.admission.Quotas;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.admission.token.KeyPlace;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.AccessToken;
import io.jims.app.remote.RemoteSettings;
import io.jims.cli.Action;
import io.jims.cli.AuthFlags;
import io.jims.cli.Environment;
import io.jims.cli.Flag;
import io.jims.cli.Launch;
import io.jims.cli.SettingValue;
import io.jims.lifecycle.FileFormat;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.store.RateLimit;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.TestCertificate;
import io.jims.widget.Limits;
import io.jims.widget.http.TlsFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path LICENCE = Path.of("LICENSE").toAbsolutePath();

    private static final TlsFiles TLS = certificate();

    @TempDir private Path directory;
    private Launch launch;

    @BeforeEach
    void newLaunch() {
        launch = new Launch(directory);
    }

    @Test
    void nothingGiven_takesTheDefaults() {
        launch.run();

        Settings settings = launch.settings();
        assertThat(settings.app().text()).isEqualTo("app");
        assertThat(settings.appPathEntries()).isEmpty();
        assertThat(settings.remote()).isEqualTo(RemoteSettings.DEFAULT);
        assertThat(settings.python())
                .isEqualTo(
                        new PythonSettings(
                                "python3",
                                1,
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(1),
                                16 * 1024 * 1024,
                                100_000,
                                directory));
        assertThat(settings.database().text()).isEqualTo("sqlite:///jims-widget.db");
        assertThat(settings.assistant().isConfigured()).isFalse();
        assertThat(settings.assistant().model()).isNull();
        assertThat(settings.assistant().systemPrompt()).isNotBlank();
        assertThat(settings.assistant().historyLength()).isEqualTo(20);
        assertThat(settings.assistant().tools()).isEmpty();
        assertThat(settings.assistant().modelTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.store()).isEqualTo(StoreOptions.DEFAULT);
        assertThat(settings.retention()).isNull();
        assertThat(settings.pipelineTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.maxRuns()).isEqualTo(256);
        assertThat(settings.server().host()).isEqualTo("0.0.0.0");
        assertThat(settings.server().port()).isEqualTo(8090);
        assertThat(settings.server().access().origins()).isEqualTo(AllowedOrigins.ALL);
        assertThat(settings.server().historyEvents()).isEqualTo(10_000);
        assertThat(settings.server().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.lifecycle())
                .isEqualTo(
                        new LifecycleSettings(
                                new Origin.Table(false),
                                Duration.ofMinutes(1),
                                directory.resolve("jims-widget-lifecycle.json")));
        assertThat(settings.server().quotas()).isEqualTo(Quotas.DEFAULT);
        assertThat(settings.metricsPort()).isEqualTo(8001);
        assertThat(settings.telemetry().enableSentry()).isFalse();
        assertThat(settings.telemetry().sentry()).isEmpty();
        assertThat(settings.log()).isEqualTo(new LogSettings(LogFormat.TEXT, false, false));
    }

    /// A value of each flag that is not its default, and how to see that it was taken.
    static Stream<Arguments> values() {
        return Stream.of(
                taken(Flag.APP, "echo", settings -> settings.app().text(), "echo"),
                taken(Flag.APP_PATH, ".", settings -> settings.appPathEntries().size(), 1),
                taken(Flag.APP_TOKEN, "s3cret", s -> String.valueOf(s.remote().token()), "***"),
                taken(
                        Flag.APP_CONNECT_TIMEOUT,
                        "3s",
                        s -> s.remote().connectTimeout(),
                        Duration.ofSeconds(3)),
                taken(
                        Flag.MAX_APP_RESPONSE_BYTES,
                        "2048",
                        s -> s.remote().maxResponseBytes(),
                        2048),
                taken(
                        Flag.PIPELINE_TIMEOUT,
                        "3m",
                        Settings::pipelineTimeout,
                        Duration.ofMinutes(3)),
                taken(Flag.MAX_RUNS, "3", Settings::maxRuns, 3),
                taken(Flag.HISTORY_EVENTS, "4", s -> s.server().historyEvents(), 4),
                assistant(Flag.MODEL, "gemini/x", AssistantSettings::model, "gemini/x"),
                assistant(Flag.SYSTEM_PROMPT, "Rhyme.", AssistantSettings::systemPrompt, "Rhyme."),
                assistant(Flag.HISTORY_LENGTH, "5", AssistantSettings::historyLength, 5),
                assistant(Flag.TEMPERATURE, "0.5", AssistantSettings::temperature, 0.5),
                assistant(Flag.MAX_ANSWER_TOKENS, "6", AssistantSettings::maxAnswerTokens, 6),
                assistant(Flag.TOOLS, "a.B, c.D", AssistantSettings::tools, List.of("a.B", "c.D")),
                assistant(
                        Flag.MODEL_TIMEOUT,
                        "7s",
                        AssistantSettings::modelTimeout,
                        Duration.ofSeconds(7)),
                taken(Flag.PYTHON, ".venv", s -> s.python().python(), ".venv"),
                taken(Flag.PYTHON_WORKERS, "2", s -> s.python().workers(), 2),
                taken(
                        Flag.PYTHON_START_TIMEOUT,
                        "9s",
                        s -> s.python().startTimeout(),
                        Duration.ofSeconds(9)),
                taken(
                        Flag.PYTHON_STALL_TIMEOUT,
                        "8s",
                        s -> s.python().stallTimeout(),
                        Duration.ofSeconds(8)),
                taken(Flag.PYTHON_MAX_LINE_BYTES, "70000", s -> s.python().maxLineBytes(), 70_000),
                taken(Flag.PYTHON_CACHE_EVENTS, "70", s -> s.python().cacheEvents(), 70),
                taken(Flag.HOST, "localhost", s -> s.server().host(), "localhost"),
                taken(Flag.PORT, "0", s -> s.server().port(), 0),
                taken(
                        Flag.CORS_ORIGINS,
                        "https://a.example, http://b:8080",
                        s -> s.server().access().origins().patterns().toString(),
                        "[https://a.example, http://b:8080]"),
                taken(
                        Flag.ALLOW_NO_ORIGIN,
                        "true",
                        s -> s.server().access().origins().allowNoOrigin(),
                        true),
                auth(
                        Flag.AUTH_SECRET,
                        "x".repeat(32),
                        TokenSettings::signers,
                        new Signers.Secret(new TokenSecret("x".repeat(32)))),
                auth(
                        Flag.AUTH_SECRET_FILE,
                        LICENCE.toString(),
                        TokenSettings::signers,
                        new Signers.Secret(new TokenSecret(licence()))),
                auth(
                        Flag.AUTH_JWKS,
                        "https://idp.example/keys",
                        TokenSettings::signers,
                        new Signers.Keys(KeyPlace.ofUrl(URI.create("https://idp.example/keys")))),
                auth(Flag.AUTH_JWKS_MAX_AGE, "9m", TokenSettings::maxKeyAge, Duration.ofMinutes(9)),
                auth(Flag.AUTH_ISSUER, "us", TokenSettings::issuer, "us"),
                auth(Flag.AUTH_AUDIENCE, "chat", TokenSettings::audience, "chat"),
                auth(Flag.AUTH_CLOCK_SKEW, "0s", TokenSettings::clockSkew, Duration.ZERO),
                taken(
                        Flag.TRUSTED_PROXIES,
                        "127.0.0.1, fd00::/8",
                        s -> s.server().access().proxies().ranges().toString(),
                        "[127.0.0.1/32, fd00:0:0:0:0:0:0:0/8]"),
                taken(
                        Flag.TLS_CERT,
                        TLS.certificate().toString(),
                        s -> String.valueOf(s.server().tls()),
                        TLS.toString()),
                taken(
                        Flag.TLS_KEY,
                        TLS.key().toString(),
                        s -> String.valueOf(s.server().tls()),
                        TLS.toString()),
                taken(Flag.DB, "sqlite:///x.db", s -> s.database().text(), "sqlite:///x.db"),
                taken(Flag.DB_POOL, "2", s -> s.store().connections(), 2),
                taken(Flag.DB_TIMEOUT, "250ms", s -> s.store().timeout(), Duration.ofMillis(250)),
                taken(Flag.RETENTION, "7d", s -> "" + s.retention(), "" + Duration.ofDays(7)),
                taken(Flag.DB_WAIT, "0s", s -> s.store().startWait(), Duration.ZERO),
                taken(
                        Flag.LIFECYCLE,
                        "words.yml",
                        s ->
                                s.lifecycle().origin()
                                                instanceof Origin.File(Path file, FileFormat format)
                                        ? format + " " + file.getFileName()
                                        : "",
                        "YAML words.yml"),
                taken(
                        Flag.LIFECYCLE_REFRESH,
                        "1s",
                        s -> s.lifecycle().refresh(),
                        Duration.ofSeconds(1)),
                taken(
                        Flag.LIFECYCLE_CACHE,
                        "kept.json",
                        s -> String.valueOf(s.lifecycle().cache().getFileName()),
                        "kept.json"),
                limit(Flag.MAX_MESSAGE_CHARS, "5", Limits::messageCharacters, 5),
                limit(Flag.MAX_FRAME_BYTES, "2048", Limits::frameBytes, 2048),
                limit(Flag.MAX_WAITING, "6", Limits::waitingMessages, 6),
                limit(Flag.MAX_SOCKETS, "7", Limits::sockets, 7),
                limit(Flag.PING_INTERVAL, "500ms", Limits::pingInterval, Duration.ofMillis(500)),
                limit(Flag.WRITE_TIMEOUT, "9s", Limits::writeTimeout, Duration.ofSeconds(9)),
                limit(Flag.DRAIN_TIMEOUT, "0s", Limits::drain, Duration.ZERO),
                quota(Flag.SOCKETS_PER_ADDRESS, "9", Quotas::socketsPerAddress, 9),
                quota(Flag.MAX_WAITING_RUNS, "0", Quotas::waitingRuns, 0),
                quota(Flag.MESSAGES_PER_CONTACT, "4/1s", Quotas::messagesPerContact, rate(4, 10)),
                quota(Flag.CONTACT_BURST, "7", q -> burst(q.messagesPerContact()), 7),
                quota(Flag.MESSAGES_PER_THREAD, "3/1s", Quotas::messagesPerThread, rate(3, 10)),
                quota(Flag.THREAD_BURST, "8", q -> burst(q.messagesPerThread()), 8),
                quota(Flag.MESSAGES_PER_ADDRESS, "2/1s", Quotas::messagesPerAddress, rate(2, 60)),
                quota(Flag.ADDRESS_BURST, "9", q -> burst(q.messagesPerAddress()), 9),
                quota(Flag.THREADS_PER_ADDRESS, "5/1s", Quotas::threadsPerAddress, rate(5, 20)),
                quota(Flag.THREADS_BURST, "6", q -> burst(q.threadsPerAddress()), 6),
                quota(Flag.MAX_REFUSALS, "off", Quotas::refusals, 0),
                quota(Flag.DAILY_MESSAGES, "1", q -> q.daily().messages(), 1L),
                quota(Flag.DAILY_TOKENS, "2", q -> q.daily().tokens(), 2L),
                quota(
                        Flag.DAILY_MESSAGES_PER_CONTACT,
                        "3",
                        q -> q.daily().messagesPerContact(),
                        3L),
                quota(Flag.DAILY_TOKENS_PER_CONTACT, "0", q -> q.daily().tokensPerContact(), 0L),
                taken(Flag.METRICS_PORT, "0", Settings::metricsPort, 0),
                taken(Flag.ENABLE_SENTRY, "true", s -> s.telemetry().enableSentry(), true),
                taken(Flag.SENTRY_MESSAGES, "true", s -> s.telemetry().sentryMessages(), true),
                taken(Flag.LOG_FORMAT, "JSON", s -> s.log().format(), LogFormat.JSON),
                taken(Flag.ACCESS_LOG, "true", s -> s.log().access(), true),
                taken(Flag.VERBOSE, "true", Settings::verbose, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "OFF", "0"})
    void rate_canBeTurnedOff(String off) {
        launch.run("--messages-per-contact", off);

        assertThat(launch.settings().server().quotas().messagesPerContact()).isNull();
    }

    @Test
    void everyFlagOfTheServer_isTested() {
        assertThat(values().map(arguments -> arguments.get()[0])).containsAll(Action.SERVE.flags());
    }

    @ParameterizedTest
    @MethodSource("values")
    void commandLine_isTaken(
            Flag flag, String text, Function<Settings, Object> read, Object value) {
        prepare(flag);
        launch.run(flag.option(), text);

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void environment_isTaken(
            Flag flag, String text, Function<Settings, Object> read, Object value) {
        prepare(flag);
        launch.variable("JIMS_" + flag.name(), text).run();

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void dotenv_isTaken(Flag flag, String text, Function<Settings, Object> read, Object value)
            throws IOException {
        prepare(flag);
        launch.dotenv("# settings\n\nJIMS_" + flag.name() + "=\"" + text + "\"\n").run();

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @Test
    void token_isTaken_andNeverShown() {
        launch.run("--app-token", "s3cret", "--verbose");
        assertThat(launch.settings().remote().token()).isEqualTo(new AccessToken("s3cret"));
        assertThat(launch.settings().toString() + launch.err()).doesNotContain("s3cret");

        assertThat(launch.run("--app-token", "s3 cret")).isEqualTo(2);
        assertThat(launch.err())
                .contains(
                        "jims-widget: --app-token: a token has printable ASCII characters without"
                                + " spaces")
                .doesNotContain("cret");
    }

    @Test
    void commandLine_winsOverEnvironment_winsOverDotenv() throws IOException {
        launch.dotenv("JIMS_APP=from-file\nJIMS_MAX_RUNS=1\nJIMS_MAX_SOCKETS=1 # one\n")
                .variable("JIMS_APP", "from-environment")
                .variable("JIMS_MAX_RUNS", "2")
                .run("--app=echo");

        assertThat(launch.settings().app().text()).isEqualTo("echo");
        assertThat(launch.settings().maxRuns()).isEqualTo(2);
        assertThat(launch.settings().server().limits().sockets()).isEqualTo(1);
    }

    @Test
    void badValue_thatIsOverridden_doesNoHarm() {
        assertThat(launch.variable("JIMS_PORT", "x").run("--port", "1")).isZero();
    }

    @Test
    void emptyVariable_countsAsUnset() throws IOException {
        launch.dotenv("JIMS_PORT=\nJIMS_MAX_RUNS=5\n")
                .variable("JIMS_MAX_RUNS", " ")
                .variable("JIMS_APP", "")
                .run();

        assertThat(launch.settings().server().port()).isEqualTo(8090);
        assertThat(launch.settings().maxRuns()).isEqualTo(5);
        assertThat(launch.settings().app().text()).isEqualTo("app");
    }

    @Test
    void database_isTakenFromJimsDbConnUri_unlessJimsDbIsSet() {
        launch.variable("JIMS_DB_CONN_URI", "sqlite:///uri.db").run();
        assertThat(launch.settings().database().text()).isEqualTo("sqlite:///uri.db");

        launch.variable("JIMS_DB", "sqlite:///own.db").run();
        assertThat(launch.settings().database().text()).isEqualTo("sqlite:///own.db");
    }

    @Test
    void sentry_isTakenFromEnvironment_elseDotenv() throws IOException {
        launch.dotenv("SENTRY_DSN=https://key@sentry.example/1\nSENTRY_ENVIRONMENT=file\n")
                .variable("SENTRY_ENVIRONMENT", "test")
                .variable("SENTRY_DSN", "")
                .run();

        assertThat(launch.settings().telemetry().sentry())
                .containsOnly(
                        entry("SENTRY_DSN", "https://key@sentry.example/1"),
                        entry("SENTRY_ENVIRONMENT", "test"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "YES,true", "false,false", "0,false", "no,false"})
    void switch_takesWords(String text, boolean on) {
        launch.variable("JIMS_ENABLE_SENTRY", text).run();

        assertThat(launch.settings().telemetry().enableSentry()).isEqualTo(on);
    }

    @Test
    void switch_standsAloneForOn_andCanBeTurnedOff() {
        launch.run("--verbose", "--enable-sentry");
        assertThat(launch.settings().verbose()).isTrue();
        assertThat(launch.settings().telemetry().enableSentry()).isTrue();

        launch.variable("JIMS_VERBOSE", "true").run("--verbose=false");
        assertThat(launch.settings().verbose()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1h,PT1H", "90s,PT1M30S", "1ms,PT0.001S", "24h,PT24H", "1440m,PT24H", "1d,PT24H"})
    void duration_hasAUnit(String text, Duration expected) {
        launch.run("--pipeline-timeout", text);

        assertThat(launch.settings().pipelineTimeout()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Example.COM:443,https://example.com",
        "http://a:80,http://a",
        "http://a:443,http://a:443",
        "http://[::1]:3000,http://[::1]:3000",
        "http://127.0.0.1,http://127.0.0.1",
        "capacitor://localhost,capacitor://localhost",
        "https://*.Example.com:8443,https://*.example.com:8443"
    })
    void origin_isTakenAsBrowsersWriteIt(String text, String origin) {
        launch.run("--cors-origins", text);

        assertThat(launch.settings().server().access().origins().patterns())
                .extracting(OriginPattern::toString)
                .containsExactly(origin);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "::,::", "[::1],::1", "my-host.example,my-host.example"})
    void host_isAddressOrName(String text, String host) {
        launch.run("--host", text);

        assertThat(launch.settings().server().host()).isEqualTo(host);
    }

    @Test
    void appPath_isSplit_andStartsFromTheWorkingDirectory() {
        SettingValue path =
                new SettingValue(Flag.APP_PATH, "a.jar, lib" + File.pathSeparator + "/b.jar", "");
        Environment environment = new Environment(Map.of(), Map.of(), directory);
        Settings settings =
                Settings.read(
                        new io.jims.cli.Arguments(
                                Action.SERVE, Map.of(Flag.APP_PATH, path.text()), false, false),
                        environment);

        assertThat(settings.appPathEntries())
                .containsExactly(
                        directory.resolve("a.jar"), directory.resolve("lib"), Path.of("/b.jar"));
    }

    private static Arguments taken(
            Flag flag, String text, Function<Settings, Object> read, Object value) {
        return Arguments.of(flag, text, read, value);
    }

    private static Arguments auth(
            Flag flag, String text, Function<TokenSettings, @Nullable Object> read, Object value) {
        return taken(
                flag,
                text,
                settings ->
                        Optional.ofNullable(settings.server().access().tokens())
                                .map(read)
                                .orElseThrow(),
                value);
    }

    private static String licence() {
        try {
            return Files.readString(LICENCE).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsFiles certificate() {
        try {
            Path folder = Files.createTempDirectory("jims-settings-test");
            return TestCertificate.make("EC", folder).writeTo(folder);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Gives what a flag needs beside it: a certificate its key, rules for tokens someone who signs
    /// them.
    private void prepare(Flag flag) {
        if (flag == Flag.TLS_CERT) {
            launch.variable("JIMS_TLS_KEY", TLS.key().toString());
        }
        if (flag == Flag.TLS_KEY) {
            launch.variable("JIMS_TLS_CERT", TLS.certificate().toString());
        }
        if (flag.name().startsWith("AUTH_") && !AuthFlags.SIGNERS.contains(flag)) {
            launch.variable("JIMS_AUTH_SECRET", "x".repeat(32));
        }
    }

    private static Arguments assistant(
            Flag flag,
            String text,
            Function<AssistantSettings, @Nullable Object> read,
            Object value) {
        return taken(
                flag,
                text,
                settings -> String.valueOf(read.apply(settings.assistant())),
                value.toString());
    }

    private static RateLimit rate(int aSecond, int burst) {
        return new RateLimit(aSecond, Duration.ofSeconds(1), burst);
    }

    private static int burst(@Nullable RateLimit limit) {
        return limit == null ? 0 : limit.burst();
    }

    private static Arguments quota(
            Flag flag, String text, Function<Quotas, @Nullable Object> read, Object value) {
        return taken(
                flag,
                text,
                settings -> Objects.requireNonNull(read.apply(settings.server().quotas())),
                value);
    }

    private static Arguments limit(
            Flag flag, String text, Function<Limits, Object> read, Object value) {
        return taken(flag, text, settings -> read.apply(settings.server().limits()), value);
    }
}
