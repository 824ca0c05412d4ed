package io.jims;

import io.jims.widget.Limits;
import io.jims.widget.ServerSettings;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Everything that the operator can choose, checked.
///
/// @param app what `--app` names; resolved at the start
/// @param appPath what `--app-path` lists
/// @param database where conversations are kept; opened at the start
/// @param sentry Sentry's own variables: `SENTRY_DSN` and the like
/// @param workingDirectory what relative paths start from
record Settings(
        SettingValue app,
        SettingValue appPath,
        Duration pipelineTimeout,
        int maxRuns,
        SettingValue database,
        ServerSettings server,
        int metricsPort,
        boolean enableSentry,
        Map<String, String> sentry,
        boolean verbose,
        Path workingDirectory) {

    private static final int MAX_PORT = 65_535;
    private static final int MILLION = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /// Takes every setting from the command line, else the environment, else `.env`, else its
    /// default.
    ///
    /// @throws UsageException for the first value that is not allowed
    static Settings read(Arguments arguments, Environment environment) {
        Reader reader = new Reader(arguments, environment);
        return new Settings(
                reader.nonEmpty(Flag.APP),
                reader.value(Flag.APP_PATH),
                reader.value(Flag.PIPELINE_TIMEOUT).toDuration(SHORTEST),
                reader.value(Flag.MAX_RUNS).toInt(1, 100_000),
                reader.nonEmpty(Flag.DB),
                reader.server(),
                reader.metricsPort(),
                reader.value(Flag.ENABLE_SENTRY).toBoolean(),
                environment.startingWith("SENTRY_"),
                reader.value(Flag.VERBOSE).toBoolean(),
                environment.workingDirectory());
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

    private record Reader(Arguments arguments, Environment environment) {
        SettingValue value(Flag flag) {
            String given = arguments.values().get(flag);
            if (given != null) {
                return new SettingValue(flag, given, "");
            }
            return environment
                    .find(flag.variables())
                    .map(found -> new SettingValue(flag, found.value(), found.origin()))
                    .orElseGet(() -> new SettingValue(flag, flag.defaultText().orElse(""), ""));
        }

        SettingValue nonEmpty(Flag flag) {
            SettingValue value = value(flag);
            if (value.text().isBlank()) {
                throw value.refuse(flag.parameter());
            }
            return value;
        }

        ServerSettings server() {
            return new ServerSettings(
                    NetworkNames.host(value(Flag.HOST)),
                    port(Flag.PORT),
                    NetworkNames.origins(value(Flag.CORS_ORIGINS)),
                    value(Flag.HISTORY_EVENTS).toInt(1, MILLION),
                    limits());
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
