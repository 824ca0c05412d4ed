package io.jims.server;

import io.jims.app.AppSettings;
import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.logging.LogSettings;
import io.jims.operator.OperatorSettings;
import io.jims.operator.webhook.WebhookSettings;
import io.jims.store.sql.StoreOptions;
import io.jims.widget.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All settings, validated.
///
/// @param app as `--app` names it; resolved at the start
/// @param appPath as `--app-path` lists it
/// @param appPathEntries the same, one by one
/// @param appReload whether changed classes of that path are reloaded without a restart
/// @param appCommands that the app answers itself, in addition to those that it declares
/// @param guards check messages and answers before they are stored
/// @param assistant settings of the assistant, if it is the app
/// @param remote settings of a jims-api service, if it is the app
/// @param python settings of a Python app, if it is the app
/// @param database URL; opened at the start
/// @param store bounds of that database
/// @param retention how long a conversation is kept after its last event, or null for ever
/// @param metricsHost address to bind for metrics and health
/// @param operator settings of the operator's listener; null if it is off
/// @param webhook settings of the webhook; null if there is none
/// @param lifecycle source of the widget's words
public record Settings(
        SettingValue app,
        SettingValue appPath,
        List<Path> appPathEntries,
        boolean appReload,
        Set<String> appCommands,
        GuardSettings guards,
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
        String metricsHost,
        int metricsPort,
        @Nullable OperatorSettings operator,
        @Nullable WebhookSettings webhook,
        TelemetrySettings telemetry,
        LogSettings log) {
    public Settings {
        appPathEntries = List.copyOf(appPathEntries);
        appCommands = Set.copyOf(appCommands);
    }

    /// The settings of the apps.
    public AppSettings apps() {
        return new AppSettings(appPathEntries, appReload, appCommands, assistant, python, remote);
    }
}
