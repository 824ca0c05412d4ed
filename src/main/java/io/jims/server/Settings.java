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

/// Everything that the operator can choose, checked.
///
/// @param app what `--app` names; resolved at the start
/// @param appPath what `--app-path` lists
/// @param appPathEntries the same, one by one
/// @param appReload whether changed classes of that path are taken up without a restart
/// @param appCommands that the app answers itself, beside those that it declares
/// @param guards what sees messages and answers before they are stored
/// @param assistant what the assistant is made of, should it be the app
/// @param remote how a jims-api service is asked
/// @param python hosts the app where that is a Python one
/// @param database where conversations are kept; opened at the start
/// @param store bounds of that database
/// @param retention how long a conversation is kept after its last event, or null for ever
/// @param metricsHost address to bind for metrics and health
/// @param operator where the operator sees conversations; null for nowhere
/// @param webhook who is told of events; null for nobody
/// @param lifecycle where the widget's words come from
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

    /// What the apps are made of.
    public AppSettings apps() {
        return new AppSettings(appPathEntries, appReload, appCommands, assistant, python, remote);
    }
}
