package io.jims.cli.option.app;

import io.jims.app.remote.RemoteSettings;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.cli.value.ValueList;
import io.jims.core.UserCommand;
import io.jims.core.secret.Secret;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for the app, and the bounds of its runs.
public final class AppOptions {
    private static final String APP = "--app";
    private static final String APP_PATH = "--app-path";
    private static final String APP_COMMANDS = "--app-commands";
    private static final String APP_TOKEN = "--app-token";
    private static final String SEPARATORS = Pattern.quote(File.pathSeparator) + "|,";

    @Option(
            names = APP,
            paramLabel = "<name>",
            defaultValue = "app",
            converter = Converters.NonBlank.class,
            description =
                    "What answers the visitors: a built-in app (app, assistant, demo, echo), one "
                            + "that is registered, a Java some.Class:member from the class path or "
                            + "--app-path, a Python some_module:attr (some.module alone means "
                            + "some.module:app), or the http(s) URL of a jims-api service. app is "
                            + "the assistant where a language model is configured, else the demo.")
    String app;

    @Option(
            names = APP_PATH,
            paramLabel = "<paths>",
            description =
                    "Jars and directories (of classes or jars) that hold the app; separated "
                            + "by the system's path separator or commas.")
    @Nullable String appPath;

    @Option(
            names = "--app-reload",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description =
                    "Takes up changed classes of --app-path without a restart, at the next "
                            + "message; for developing.")
    Switch appReload;

    @Option(
            names = APP_COMMANDS,
            paramLabel = "<list>",
            description =
                    "Commands that the app answers itself, beside those that it declares: "
                            + "/help,/reset. Others are answered by the words of --lifecycle, where those have "
                            + "an answer.")
    @Nullable String appCommands;

    @Option(
            names = APP_TOKEN,
            paramLabel = "<token>",
            description =
                    "Bearer token for a jims-api service; better given as JIMS_APP_TOKEN, "
                            + "which other users of the machine cannot see.")
    @Nullable String appToken;

    @Option(
            names = "--app-connect-timeout",
            defaultValue = "10s",
            description =
                    "How long a connection to a jims-api service may take to be made; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration appConnectTimeout;

    @Option(
            names = "--pipeline-timeout",
            defaultValue = "120s",
            description = "How long one answer may take; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration pipelineTimeout;

    @Option(
            names = "--max-runs",
            defaultValue = "256",
            description = "How many answers may be under way at once, others wait; {bounds}.")
    @Bounds(from = "1", to = "100000")
    int maxRuns;

    @Option(
            names = "--history-events",
            defaultValue = "10000",
            description =
                    "How many of a thread's newest events an app sees at least, unless they take "
                            + "more than a quarter of --history-cache; {bounds}.")
    @Bounds(from = "1", to = "1000000")
    int historyEvents;

    @Option(
            names = "--history-cache",
            paramLabel = "<bytes>",
            defaultValue = "67108864",
            description =
                    "Memory for the events of all open threads together, at most a quarter of the "
                            + "heap; what does not fit is read again when it is needed; {bounds}.")
    @Bounds(from = "1048576", to = "1099511627776")
    long historyCache;

    public SettingValue app(Given given) {
        return given.value(APP, app);
    }

    public SettingValue appPath(Given given) {
        return given.value(APP_PATH, appPath);
    }

    /// The paths of `--app-path`, resolved against the working directory.
    ///
    /// @throws SettingException if one is no path on this system
    public List<Path> appPathEntries(Given given) {
        SettingValue paths = appPath(given);
        try {
            return ValueList.split(paths.text(), SEPARATORS).list().stream()
                    .map(given.environment().workingDirectory()::resolve)
                    .toList();
        } catch (InvalidPathException e) {
            throw paths.refuse("paths of jars and directories");
        }
    }

    public boolean isReloaded() {
        return appReload.isOn();
    }

    /// The commands of `--app-commands`.
    ///
    /// @throws SettingException if one is no command
    public Set<String> commands(Given given) {
        SettingValue list = given.value(APP_COMMANDS, appCommands);
        List<String> commands = ValueList.split(list.text()).list();
        for (String command : commands) {
            if (!UserCommand.name(command).equals(Optional.of(command))) {
                throw list.refuse("slashes and words in lower case, between commas: /help,/reset");
            }
        }
        return Set.copyOf(commands);
    }

    public Duration pipelineTimeout() {
        return pipelineTimeout;
    }

    public int maxRuns() {
        return maxRuns;
    }

    public int historyEvents() {
        return historyEvents;
    }

    public long historyCache() {
        return historyCache;
    }

    /// The settings of a jims-api service.
    ///
    /// @throws SettingException if the token is none; it does not show it
    public RemoteSettings remote(Given given, int maxResponseBytes) {
        return new RemoteSettings(token(given), appConnectTimeout, maxResponseBytes);
    }

    private @Nullable Secret token(Given given) {
        SettingValue token = given.value(APP_TOKEN, appToken);
        try {
            return token.text().isBlank()
                    ? null
                    : Secret.forHeader("a token", token.text().strip());
        } catch (IllegalArgumentException e) {
            throw new SettingException(token.explain(String.valueOf(e.getMessage())), e);
        }
    }
}
