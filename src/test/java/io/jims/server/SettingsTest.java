package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jims.admission.Quotas;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.admission.token.KeySource;
import io.jims.admission.token.SecretSource;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.app.assistant.AssistantSettings;
import io.jims.app.assistant.tool.McpServer;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import io.jims.cli.Launch;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.core.secret.Secret;
import io.jims.lifecycle.FileFormat;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.LifecycleSettings.Origin;
import io.jims.listener.TlsFiles;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.operator.OperatorSettings;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.store.RateLimit;
import io.jims.store.sql.StoreOptions;
import io.jims.testing.TestCertificate;
import io.jims.upload.UploadSettings;
import io.jims.widget.Limits;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final Path SECRETS = file("x".repeat(32));
    private static final Path CLIENT_TOOLS =
            file(
                    """
                    [{"name":"look","description":"Looks","confirm":true},
                     {"name":"go","description":"Goes","input_schema":{"type":"object"}}]
                    """);
    private static final String CLIENT_TOOLS_SHOWN =
            "[PageAction[name=look, description=Looks, inputSchema={type=object}, confirm=Looks],"
                    + " PageAction[name=go, description=Goes, inputSchema={type=object},"
                    + " confirm=null]]";
    private static final Path MCP_HEADERS = file("https://a.example/mcp X-Team: 7");

    /// Those that name who may sign tokens; one of them at most.
    private static final List<String> SIGNERS =
            List.of("--auth-secret", "--auth-secret-file", "--auth-jwks");

    private static final TlsFiles TLS = certificate();

    private static final String STRICT = "io.jims.app.GuardMembers:STRICT";

    private static final String WEBHOOK_SECRET = "whsec_" + "A".repeat(32);

    /// How an admin token is shown: not at all.
    private static final String ADMIN_SHOWN = "AdminToken[secret=***]";

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
        assertThat(settings.server().historyCache()).isEqualTo(64 << 20);
        assertThat(settings.server().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.lifecycle())
                .isEqualTo(
                        new LifecycleSettings(
                                new Origin.Table(false),
                                Duration.ofMinutes(1),
                                directory.resolve("jims-widget-lifecycle.json")));
        assertThat(settings.server().quotas()).isEqualTo(Quotas.DEFAULT);
        assertThat(settings.metricsPort()).isEqualTo(8001);
        assertThat(settings.operator()).isNull();
        assertThat(settings.telemetry().enableSentry()).isFalse();
        assertThat(settings.telemetry().sentry()).isEmpty();
        assertThat(settings.log()).isEqualTo(new LogSettings(LogFormat.TEXT, false, false));
    }

    /// A value of each flag that is not its default, and how to see that it was taken.
    static Stream<Arguments> values() {
        return Stream.of(
                taken("--app", "echo", settings -> settings.app().text(), "echo"),
                taken("--app-path", ".", settings -> settings.appPathEntries().size(), 1),
                taken("--app-reload", "true", Settings::appReload, true),
                taken("--app-commands", "/help,/reset", s -> s.appCommands().size(), 2),
                taken("--app-token", "s3cret", s -> String.valueOf(s.remote().token()), "***"),
                taken(
                        "--app-connect-timeout",
                        "3s",
                        s -> s.remote().connectTimeout(),
                        Duration.ofSeconds(3)),
                taken("--max-app-response-bytes", "2048", s -> s.remote().maxResponseBytes(), 2048),
                taken("--pipeline-timeout", "3m", Settings::pipelineTimeout, Duration.ofMinutes(3)),
                taken("--app-reload", "true", Settings::appReload, true),
                taken("--app-commands", "/help", Settings::appCommands, Set.of("/help")),
                taken("--guard", STRICT, s -> s.guards().guard().text(), STRICT),
                taken("--mask", "cards,emails", s -> s.guards().masked().size(), 2),
                taken("--max-runs", "3", Settings::maxRuns, 3),
                taken("--history-events", "4", s -> s.server().historyEvents(), 4),
                taken("--history-cache", "2097152", s -> s.server().historyCache(), 2_097_152L),
                assistant("--model", "gemini/x", AssistantSettings::model, "gemini/x"),
                assistant("--system-prompt", "Rhyme.", AssistantSettings::systemPrompt, "Rhyme."),
                assistant("--history-length", "5", AssistantSettings::historyLength, 5),
                assistant("--temperature", "0.5", AssistantSettings::temperature, 0.5),
                assistant("--max-answer-tokens", "6", AssistantSettings::maxAnswerTokens, 6),
                assistant("--model-pictures", "off", AssistantSettings::pictures, false),
                assistant("--tools", "a.B, c.D", AssistantSettings::tools, List.of("a.B", "c.D")),
                assistant(
                        "--model-timeout",
                        "7s",
                        AssistantSettings::modelTimeout,
                        Duration.ofSeconds(7)),
                assistant(
                        "--mcp",
                        "https://a.example/mcp",
                        settings -> settings.mcp().servers(),
                        List.of(new McpServer.Remote(URI.create("https://a.example/mcp")))),
                assistant("--mcp-token", "s3cret", mcpHeader("Authorization"), "Bearer s3cret"),
                assistant("--mcp-headers-file", MCP_HEADERS.toString(), mcpHeader("X-Team"), "7"),
                assistant(
                        "--mcp-timeout",
                        "6s",
                        settings -> settings.mcp().timeout(),
                        Duration.ofSeconds(6)),
                taken("--python", ".venv", s -> s.python().python(), ".venv"),
                taken("--python-workers", "2", s -> s.python().workers(), 2),
                taken(
                        "--python-start-timeout",
                        "9s",
                        s -> s.python().startTimeout(),
                        Duration.ofSeconds(9)),
                taken(
                        "--python-stall-timeout",
                        "8s",
                        s -> s.python().stallTimeout(),
                        Duration.ofSeconds(8)),
                taken("--python-max-line-bytes", "70000", s -> s.python().maxLineBytes(), 70_000),
                taken("--python-cache-events", "70", s -> s.python().cacheEvents(), 70),
                taken("--host", "localhost", s -> s.server().host(), "localhost"),
                taken("--port", "0", s -> s.server().port(), 0),
                taken(
                        "--cors-origins",
                        "https://a.example, http://b:8080",
                        s -> s.server().access().origins().patterns().toString(),
                        "[https://a.example, http://b:8080]"),
                taken(
                        "--allow-no-origin",
                        "true",
                        s -> s.server().access().origins().allowNoOrigin(),
                        true),
                auth(
                        "--auth-secret",
                        "x".repeat(32),
                        TokenSettings::signers,
                        new Signers.Secrets(new TokenSecret("x".repeat(32)))),
                auth(
                        "--auth-secret-file",
                        SECRETS.toString(),
                        TokenSettings::signers,
                        new Signers.Secrets(new SecretSource.OfFile(SECRETS))),
                auth(
                        "--auth-jwks",
                        "https://idp.example/keys",
                        TokenSettings::signers,
                        new Signers.Keys(KeySource.ofUrl(URI.create("https://idp.example/keys")))),
                auth("--auth-jwks-max-age", "9m", TokenSettings::maxKeyAge, Duration.ofMinutes(9)),
                auth("--auth-issuer", "us", TokenSettings::issuer, "us"),
                auth("--auth-audience", "chat", TokenSettings::audience, "chat"),
                auth("--auth-clock-skew", "0s", TokenSettings::clockSkew, Duration.ZERO),
                taken(
                        "--trusted-proxies",
                        "127.0.0.1, fd00::/8",
                        s -> s.server().access().proxies().ranges().toString(),
                        "[127.0.0.1/32, fd00:0:0:0:0:0:0:0/8]"),
                taken(
                        "--tls-cert",
                        TLS.certificate().toString(),
                        s -> String.valueOf(s.server().tls()),
                        TLS.toString()),
                taken(
                        "--tls-key",
                        TLS.key().toString(),
                        s -> String.valueOf(s.server().tls()),
                        TLS.toString()),
                taken("--db", "sqlite:///x.db", s -> s.database().text(), "sqlite:///x.db"),
                taken("--db-pool", "2", s -> s.store().connections(), 2),
                taken("--db-timeout", "250ms", s -> s.store().timeout(), Duration.ofMillis(250)),
                taken("--retention", "7d", s -> "" + s.retention(), "" + Duration.ofDays(7)),
                taken("--db-wait", "0s", s -> s.store().startWait(), Duration.ZERO),
                taken(
                        "--lifecycle",
                        "words.yml",
                        s ->
                                s.lifecycle().origin()
                                                instanceof Origin.File(Path file, FileFormat format)
                                        ? format + " " + file.getFileName()
                                        : "",
                        "YAML words.yml"),
                taken(
                        "--lifecycle-refresh",
                        "1s",
                        s -> s.lifecycle().refresh(),
                        Duration.ofSeconds(1)),
                taken(
                        "--lifecycle-cache",
                        "kept.json",
                        s -> String.valueOf(s.lifecycle().cache().getFileName()),
                        "kept.json"),
                limit("--max-message-chars", "5", Limits::messageCharacters, 5),
                limit("--max-frame-bytes", "2048", Limits::frameBytes, 2048),
                limit("--max-waiting", "6", Limits::waitingMessages, 6),
                limit("--max-sockets", "7", Limits::sockets, 7),
                limit("--ping-interval", "500ms", Limits::pingInterval, Duration.ofMillis(500)),
                limit("--write-timeout", "9s", Limits::writeTimeout, Duration.ofSeconds(9)),
                limit("--drain-timeout", "0s", Limits::drain, Duration.ZERO),
                quota("--sockets-per-address", "9", Quotas::socketsPerAddress, 9),
                quota("--max-waiting-runs", "0", Quotas::waitingRuns, 0),
                quota("--messages-per-contact", "4/1s", Quotas::messagesPerContact, rate(4, 10)),
                quota("--contact-burst", "7", q -> burst(q.messagesPerContact()), 7),
                quota("--messages-per-thread", "3/1s", Quotas::messagesPerThread, rate(3, 10)),
                quota("--thread-burst", "8", q -> burst(q.messagesPerThread()), 8),
                quota("--messages-per-address", "2/1s", Quotas::messagesPerAddress, rate(2, 60)),
                quota("--address-burst", "9", q -> burst(q.messagesPerAddress()), 9),
                quota("--threads-per-address", "5/1s", Quotas::threadsPerAddress, rate(5, 20)),
                quota("--threads-burst", "6", q -> burst(q.threadsPerAddress()), 6),
                quota("--max-refusals", "off", Quotas::refusals, 0),
                quota("--daily-messages", "1", q -> q.daily().messages(), 1L),
                quota("--daily-tokens", "2", q -> q.daily().tokens(), 2L),
                quota("--daily-messages-per-contact", "3", q -> q.daily().messagesPerContact(), 3L),
                quota("--daily-share-per-address", "25", q -> q.daily().addressShare(), 25),
                quota("--daily-tokens-per-contact", "0", q -> q.daily().tokensPerContact(), 0L),
                taken("--feedback", "off", s -> s.server().feedback(), false),
                uploads("--uploads", "/files", UploadSettings::directory, Path.of("/files")),
                uploads("--max-upload-bytes", "2048", UploadSettings::maxBytes, 2_048L),
                uploads("--max-uploads", "2", UploadSettings::maxFiles, 2),
                uploads("--daily-upload-bytes", "off", UploadSettings::dailyBytes, 0L),
                uploads(
                        "--daily-upload-bytes-per-address",
                        "7",
                        UploadSettings::dailyBytesPerAddress,
                        7L),
                taken(
                        "--client-tools",
                        CLIENT_TOOLS.toString(),
                        s -> s.server().pageActions().toString(),
                        CLIENT_TOOLS_SHOWN),
                taken("--proxy-protocol", "true", s -> s.server().proxyProtocol(), true),
                taken("--metrics-host", "127.0.0.1", Settings::metricsHost, "127.0.0.1"),
                taken("--metrics-port", "0", Settings::metricsPort, 0),
                operator("--admin-token", "x".repeat(32), s -> s.token().toString(), ADMIN_SHOWN),
                operator("--admin-port", "0", OperatorSettings::port, 0),
                operator("--admin-host", "::1", OperatorSettings::host, "::1"),
                operator(
                        "--prices",
                        "src/test/resources/prices.json",
                        s -> Objects.requireNonNull(s.prices()).currency(),
                        "EUR"),
                webhook("--webhook", "https://hooks.example/x", s -> s.url().getPath(), "/x"),
                webhook("--webhook-secret", WEBHOOK_SECRET, s -> s.secrets().size(), 1),
                webhook("--webhook-events", "comm.*", s -> s.events().patterns().size(), 1),
                webhook("--webhook-private", "true", WebhookSettings::isPrivateAllowed, true),
                taken("--handoff-button", "on", s -> s.server().handoff(), HandoffRule.BY_VISITOR),
                taken("--enable-sentry", "true", s -> s.telemetry().enableSentry(), true),
                taken("--sentry-messages", "true", s -> s.telemetry().sentryMessages(), true),
                taken("--log-format", "JSON", s -> s.log().format(), LogFormat.JSON),
                taken("--access-log", "true", s -> s.log().access(), true),
                taken("--verbose", "true", s -> s.log().verbose(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "OFF", "0"})
    void rate_canBeTurnedOff(String off) {
        launch.run("--messages-per-contact", off);

        assertThat(launch.settings().server().quotas().messagesPerContact()).isNull();
    }

    @Test
    void everyFlagOfTheServer_isTested() {
        assertThat(values().map(arguments -> arguments.get()[0])).containsAll(Launch.serverFlags());
    }

    @ParameterizedTest
    @MethodSource("values")
    void commandLine_isTaken(
            String flag, String text, Function<Settings, Object> read, Object value) {
        prepare(flag);
        launch.run(flag, text);

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void environment_isTaken(
            String flag, String text, Function<Settings, Object> read, Object value) {
        prepare(flag);
        launch.variable(variable(flag), text).run();

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void dotenv_isTaken(String flag, String text, Function<Settings, Object> read, Object value)
            throws IOException {
        prepare(flag);
        launch.dotenv("# settings\n\n" + variable(flag) + "=\"" + text + "\"\n").run();

        assertThat(read.apply(launch.settings())).isEqualTo(value);
    }

    @Test
    void token_isTaken_andNeverShown() {
        launch.run("--app-token", "s3cret", "--verbose");
        assertThat(launch.settings().remote().token()).isEqualTo(new Secret("s3cret"));
        assertThat(launch.settings().toString() + launch.err()).doesNotContain("s3cret");

        assertThat(launch.run("--app-token", "pass w0rd")).isEqualTo(2);
        assertThat(launch.err())
                .contains(
                        "jims-widget: --app-token: a token has printable ASCII characters without"
                                + " spaces")
                .doesNotContain("w0rd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ftp://x       | whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | *     | --webhook: 'ftp://x' is not allowed; give an http or https address
                    https://u@x   | whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | *     | --webhook: 'https://u@x' is not allowed
                    https://x     | whsec_sh0rt                            | *     | --webhook-secret: a webhook's secret is whsec_ and 24 to 64 bytes in Base64
                    https://x     | ''                                     | *     | --webhook needs a secret that messages are signed with
                    https://x     | whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | *.x   | --webhook-events: '*.x' is not allowed; give types, or their beginning and *
                    """)
    void webhook_thatCannotBe_isExplained_withoutItsSecret(
            String url, String secret, String events, String reason) {
        assertThat(
                        launch.run(
                                "--webhook",
                                url,
                                "--webhook-secret=" + secret,
                                "--webhook-events",
                                events))
                .isEqualTo(2);

        assertThat(launch.err()).contains(reason).doesNotContain("sh0rt");
    }

    @Test
    void adminToken_isNeverShown_andLongEnough() {
        String token = "an-admin-token-of-32-characters!";
        launch.run("--admin-token", token, "--verbose");
        assertThat(launch.settings().toString() + launch.err()).doesNotContain(token);

        assertThat(launch.variable("JIMS_ADMIN_TOKEN", "sh0rt").run()).isEqualTo(2);
        assertThat(launch.err())
                .contains(
                        "jims-widget: --admin-token (from JIMS_ADMIN_TOKEN): an admin token has 32"
                                + " characters at least, such as openssl rand -hex 32 prints")
                .doesNotContain("sh0rt");
    }

    @Test
    void handoffButton_needsAPersonWhoCanAnswer() {
        String token = "x".repeat(32);
        assertThat(launch.run("--handoff-button=on")).isEqualTo(2);
        assertThat(launch.err())
                .contains(
                        "--handoff-button: 'on' is not allowed; give off where there is no"
                                + " --admin-token, as nobody could answer");
        assertThat(launch.run()).isZero();
        assertThat(launch.settings().server().handoff()).isEqualTo(HandoffRule.NEVER);
        assertThat(launch.run("--admin-token", token)).isZero();
        assertThat(launch.settings().server().handoff()).isEqualTo(HandoffRule.BY_APP);
    }

    @Test
    void adminPort_isItsOwn_butOnlyWhereItIsUsed() {
        String token = "x".repeat(32);
        assertThat(launch.run("--port=8002")).isZero();
        assertThat(launch.run("--port=8002", "--admin-token", token)).isEqualTo(2);
        assertThat(launch.run("--metrics-port=8002", "--admin-token", token)).isEqualTo(2);
        assertThat(launch.err())
                .contains(
                        "--admin-port: '8002' is not allowed; give another one than --port and"
                                + " --metrics-port have, or 0 for a free one");
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
        assertThat(launch.settings().log().verbose()).isTrue();
        assertThat(launch.settings().telemetry().enableSentry()).isTrue();

        launch.variable("JIMS_VERBOSE", "true").run("--verbose=false");
        assertThat(launch.settings().log().verbose()).isFalse();
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
        "https://a.example/,https://a.example",
        "https://a.example:8443/,https://a.example:8443",
        "https://*.a.example/,https://*.a.example",
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
        Settings settings = launch.read("--app-path", "a.jar, lib" + File.pathSeparator + "/b.jar");

        assertThat(settings.appPathEntries())
                .containsExactly(
                        directory.resolve("a.jar"), directory.resolve("lib"), Path.of("/b.jar"));
    }

    private static Arguments taken(
            String flag, String text, Function<Settings, Object> read, Object value) {
        return Arguments.of(flag, text, read, value);
    }

    private static Arguments auth(
            String flag,
            String text,
            Function<TokenSettings, @Nullable Object> read,
            Object value) {
        return taken(
                flag,
                text,
                settings ->
                        Optional.ofNullable(settings.server().access().tokens())
                                .map(read)
                                .orElseThrow(),
                value);
    }

    private static Arguments uploads(
            String flag, String text, Function<UploadSettings, Object> read, Object value) {
        return taken(
                flag,
                text,
                settings -> read.apply(Objects.requireNonNull(settings.server().uploads())),
                value);
    }

    private static Function<AssistantSettings, @Nullable Object> mcpHeader(String name) {
        return settings ->
                settings.mcp().servers().stream()
                        .map(McpServer.Remote.class::cast)
                        .map(server -> server.headers().get(name))
                        .map(Secret::text)
                        .findFirst()
                        .orElseThrow();
    }

    private static Path file(String content) {
        try {
            return Files.writeString(Files.createTempFile("jims-settings-test", ".txt"), content);
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

    /// Gives what a flag needs beside it: a certificate its key, a model the key of its provider,
    /// rules for tokens someone who signs them.
    private void prepare(String flag) {
        if (flag.startsWith("--mcp-")) {
            launch.variable("JIMS_MCP", "https://a.example/mcp");
        }
        if (flag.equals("--model")) {
            launch.variable("GEMINI_API_KEY", "key");
        }
        if (flag.equals("--tls-cert")) {
            launch.variable("JIMS_TLS_KEY", TLS.key().toString());
        }
        if (flag.equals("--tls-key")) {
            launch.variable("JIMS_TLS_CERT", TLS.certificate().toString());
        }
        if (flag.startsWith("--webhook")) {
            if (!flag.equals("--webhook")) {
                launch.variable("JIMS_WEBHOOK", "https://hooks.example");
            }
            if (!flag.equals("--webhook-secret")) {
                launch.variable("JIMS_WEBHOOK_SECRET", WEBHOOK_SECRET);
            }
        }
        if ((flag.startsWith("--admin-")
                        || flag.equals("--prices")
                        || flag.equals("--handoff-button"))
                && !flag.equals("--admin-token")) {
            launch.variable("JIMS_ADMIN_TOKEN", "x".repeat(32));
        }
        if (flag.contains("upload") && !flag.equals("--uploads")) {
            launch.variable("JIMS_UPLOADS", "files");
        }
        if (flag.startsWith("--auth-") && !SIGNERS.contains(flag)) {
            launch.variable("JIMS_AUTH_SECRET", "x".repeat(32));
        }
    }

    /// The environment variable of a flag.
    private static String variable(String flag) {
        return "JIMS_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Arguments operator(
            String flag, String text, Function<OperatorSettings, Object> read, Object value) {
        return taken(flag, text, s -> read.apply(Objects.requireNonNull(s.operator())), value);
    }

    private static Arguments webhook(
            String flag, String text, Function<WebhookSettings, Object> read, Object value) {
        return taken(flag, text, s -> read.apply(Objects.requireNonNull(s.webhook())), value);
    }

    private static Arguments assistant(
            String flag,
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
            String flag, String text, Function<Quotas, @Nullable Object> read, Object value) {
        return taken(
                flag,
                text,
                settings -> Objects.requireNonNull(read.apply(settings.server().quotas())),
                value);
    }

    private static Arguments limit(
            String flag, String text, Function<Limits, Object> read, Object value) {
        return taken(flag, text, settings -> read.apply(settings.server().limits()), value);
    }
}
