package io.jims.server;

import io.jims.app.AppSettings;
import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.AccessToken;
import io.jims.app.remote.RemoteSettings;
import io.jims.cli.AccessFlags;
import io.jims.cli.Arguments;
import io.jims.cli.AssistantFlags;
import io.jims.cli.Environment;
import io.jims.cli.Flag;
import io.jims.cli.FlagValues;
import io.jims.cli.LifecycleFlags;
import io.jims.cli.NetworkNames;
import io.jims.cli.QuotaFlags;
import io.jims.cli.SettingValue;
import io.jims.cli.TelemetrySettings;
import io.jims.cli.TlsFlags;
import io.jims.cli.UsageException;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.logging.LogSettings;
import io.jims.store.sql.StoreOptions;
import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Everything that the operator can choose, checked.
///
/// @param app what `--app` names; resolved at the start
/// @param appPath what `--app-path` lists
/// @param assistant what the assistant is made of, should it be the app
/// @param remote how a jims-api service is asked
/// @param python hosts the app where that is a Python one
/// @param database where conversations are kept; opened at the start
/// @param store bounds of that database
/// @param lifecycle where the widget's words come from
/// @param retention how long a conversation is kept after its last event, or null for ever
/// @param workingDirectory what relative paths start from
public record Settings(
        SettingValue app,
        SettingValue appPath,
        AssistantSettings assistant,
        RemoteSettings remote,
        PythonSettings python,
        Duration pipelineTimeout,
        int maxRuns,
        SettingValue database,
        StoreOptions store,
        @Nullable Duration retention,
        ServerSettings server,
        LifecycleSettings lifecycle,
        int metricsPort,
        TelemetrySettings telemetry,
        LogSettings log,
        Path workingDirectory) {

    private static final int MAX_PORT = 65_535;
    private static final int MILLION = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    /// Takes every setting from the command line, else the environment, else `.env`, else its
    /// default.
    ///
    /// @throws UsageException for the first value that is not allowed
    public static Settings read(Arguments arguments, Environment environment) {
        Reader reader = new Reader(new FlagValues(arguments, environment), environment);
        return new Settings(
                reader.nonEmpty(Flag.APP),
                reader.value(Flag.APP_PATH),
                new AssistantFlags(reader::value, environment).read(),
                reader.remote(),
                reader.python(),
                reader.value(Flag.PIPELINE_TIMEOUT).toDuration(SHORTEST),
                reader.value(Flag.MAX_RUNS).toInt(1, 100_000),
                reader.nonEmpty(Flag.DB),
                reader.flags().store(),
                reader.retention(),
                reader.server(),
                new LifecycleFlags(reader::value, environment).read(),
                reader.metricsPort(),
                TelemetrySettings.read(reader::value, environment),
                LogSettings.read(reader::value),
                environment.workingDirectory());
    }

    boolean verbose() {
        return log.verbose();
    }

    /// The paths of `--app-path`, from the working directory on.
    ///
    /// @throws UsageException if one is no path on this system
    List<Path> appPathEntries() {
        try {
            return appPath.split(Pattern.quote(File.pathSeparator) + "|,").stream()
                    .map(workingDirectory::resolve)
                    .toList();
        } catch (InvalidPathException e) {
            throw appPath.refuse("paths of jars and directories");
        }
    }

    /// What the apps are made of.
    ///
    /// @throws UsageException if `--app-path` holds no paths of this system
    AppSettings apps() {
        return new AppSettings(appPathEntries(), assistant, python, remote);
    }

    private record Reader(FlagValues flags, Environment environment) {
        SettingValue value(Flag flag) {
            return flags.value(flag);
        }

        SettingValue nonEmpty(Flag flag) {
            return flags.nonEmpty(flag);
        }

        @Nullable Duration retention() {
            SettingValue given = value(Flag.RETENTION);
            return given.text().isBlank()
                    ? null
                    : given.toDuration(SHORTEST_RETENTION, LONGEST_RETENTION);
        }

        RemoteSettings remote() {
            return new RemoteSettings(
                    token(),
                    value(Flag.APP_CONNECT_TIMEOUT).toDuration(SHORTEST),
                    value(Flag.MAX_APP_RESPONSE_BYTES).toInt(1024, 64 * 1024 * 1024));
        }

        PythonSettings python() {
            return new PythonSettings(
                    nonEmpty(Flag.PYTHON).text(),
                    value(Flag.PYTHON_WORKERS).toInt(1, 256),
                    value(Flag.PYTHON_START_TIMEOUT).toDuration(SHORTEST),
                    value(Flag.PYTHON_STALL_TIMEOUT).toDuration(SHORTEST),
                    value(Flag.PYTHON_MAX_LINE_BYTES).toInt(65_536, 1024 * MILLION),
                    value(Flag.PYTHON_CACHE_EVENTS).toInt(1, 100 * MILLION),
                    environment.workingDirectory());
        }

        /// Never says what was given.
        private @Nullable AccessToken token() {
            SettingValue token = value(Flag.APP_TOKEN);
            try {
                return token.text().isBlank() ? null : new AccessToken(token.text().strip());
            } catch (IllegalArgumentException e) {
                throw new UsageException(token.explain(String.valueOf(e.getMessage())), e);
            }
        }

        ServerSettings server() {
            return new ServerSettings(
                    NetworkNames.host(value(Flag.HOST)),
                    port(Flag.PORT),
                    new AccessFlags(this::value, environment.workingDirectory()).read(),
                    new TlsFlags(this::value, environment.workingDirectory()).read(),
                    value(Flag.HISTORY_EVENTS).toInt(1, MILLION),
                    limits(),
                    new QuotaFlags(this::value).read());
        }

        private Limits limits() {
            return new Limits(
                    value(Flag.MAX_MESSAGE_CHARS).toInt(1, MILLION),
                    value(Flag.MAX_FRAME_BYTES).toInt(1024, 1024 * 1024),
                    value(Flag.MAX_WAITING).toInt(1, 1000),
                    value(Flag.MAX_SOCKETS).toInt(1, MILLION),
                    value(Flag.PING_INTERVAL).toDuration(SHORTEST),
                    value(Flag.WRITE_TIMEOUT).toDuration(SHORTEST),
                    value(Flag.DRAIN_TIMEOUT).toDuration(Duration.ZERO));
        }

        int metricsPort() {
            int port = port(Flag.METRICS_PORT);
            if (port != 0 && port == port(Flag.PORT)) {
                throw value(Flag.METRICS_PORT)
                        .refuse("another one than --port has, or 0 for a free one");
            }
            return port;
        }

        private int port(Flag flag) {
            return value(flag).toInt(0, MAX_PORT);
        }
    }
}
