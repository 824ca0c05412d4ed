package io.jims.cli.serve;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.option.AccessOptions;
import io.jims.cli.option.LifecycleOptions;
import io.jims.cli.option.LimitOptions;
import io.jims.cli.option.OperationsOptions;
import io.jims.cli.option.OperatorOptions;
import io.jims.cli.option.ServerOptions;
import io.jims.cli.option.UploadOptions;
import io.jims.cli.option.WebhookOptions;
import io.jims.cli.option.WidgetOptions;
import io.jims.cli.option.app.AppOptions;
import io.jims.cli.option.app.AssistantOptions;
import io.jims.cli.option.app.GuardOptions;
import io.jims.cli.option.app.PythonOptions;
import io.jims.cli.value.Given;
import io.jims.logging.LogSettings;
import io.jims.server.Settings;
import io.jims.widget.ServerSettings;
import picocli.CommandLine.Mixin;

/// A command that takes the flags of the server.
abstract class ServerAction extends Action {
    @Mixin(name = "App")
    private final AppOptions app = new AppOptions();

    @Mixin(name = "Guards")
    private final GuardOptions guard = new GuardOptions();

    @Mixin(name = "LLM assistant")
    private final AssistantOptions assistant = new AssistantOptions();

    @Mixin(name = "Python apps")
    private final PythonOptions python = new PythonOptions();

    @Mixin(name = "Server")
    private final ServerOptions server = new ServerOptions();

    @Mixin(name = "Words of the widget")
    private final LifecycleOptions lifecycle = new LifecycleOptions();

    @Mixin(name = "Widget")
    private final WidgetOptions widget = new WidgetOptions();

    @Mixin(name = "Uploads")
    private final UploadOptions uploads = new UploadOptions();

    @Mixin(name = "Access")
    private final AccessOptions access = new AccessOptions();

    @Mixin(name = "Limits")
    private final LimitOptions limits = new LimitOptions();

    @Mixin(name = "Operations")
    private final OperationsOptions operations = new OperationsOptions();

    @Mixin(name = "Operator's pages")
    private final OperatorOptions operator = new OperatorOptions();

    @Mixin(name = "Webhook")
    private final WebhookOptions webhook = new WebhookOptions();

    ServerAction(CommandContext context) {
        super(context);
    }

    /// Uses the proxy of the environment from now on.
    void useProxy() {
        Proxies.read(given().environment()).ifPresent(Proxies::install);
    }

    @Override
    public LogSettings log() {
        return operations.log();
    }

    /// The settings of the server.
    ///
    /// @throws io.jims.server.SettingException for the first value that is not allowed
    public Settings settings() {
        Given given = given();
        ServerSettings listener = listener(given);
        int metricsPort = operations.metricsPort(given, server.port());
        return new Settings(
                app.app(given),
                app.appPath(given),
                app.appPathEntries(given),
                app.isReloaded(),
                app.commands(given),
                guard.settings(given),
                assistant.settings(given, app.app(given).text()),
                app.remote(given, limits.maxAppResponseBytes()),
                python.settings(given),
                app.pipelineTimeout(),
                app.maxRuns(),
                server.database().url(given),
                server.database().settings(),
                server.retention(),
                listener,
                lifecycle.settings(given),
                operations.metricsHost(server.host()),
                metricsPort,
                operator.settings(given, listener, metricsPort),
                webhook.settings(given),
                operations.telemetry(given),
                operations.log());
    }

    private ServerSettings listener(Given given) {
        return new ServerSettings(
                server.host(),
                server.port(),
                access.settings(given),
                server.tls(given),
                access.isBehindProxyProtocol(),
                app.historyEvents(),
                app.historyCache(),
                limits.settings(),
                limits.quotas(),
                widget.feedback(),
                widget.clientTools(given),
                operator.handoff(given),
                uploads.settings(given).orElse(null));
    }
}
