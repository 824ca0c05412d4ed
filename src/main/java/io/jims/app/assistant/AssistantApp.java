package io.jims.app.assistant;

import io.jims.app.assistant.tool.Toolbox;
import io.jims.app.assistant.wire.Provider;
import io.jims.core.JimsApp;
import java.time.Duration;

/// The assistant with its resources.
public final class AssistantApp implements AutoCloseable {
    public static final String NAME = "assistant";

    private static final Duration BACKOFF = Duration.ofMillis(500);

    private final JimsApp app;
    private final Toolbox tools;

    private AssistantApp(JimsApp app, Toolbox tools) {
        this.app = app;
        this.tools = tools;
    }

    /// Makes it, and begins to connect to its MCP servers. Asks no model yet.
    ///
    /// @param loader of the classes of `--tools`
    /// @throws IllegalArgumentException with one line for the operator, if the settings do not make
    ///   an assistant
    public static AssistantApp create(AssistantSettings settings, ClassLoader loader) {
        return create(settings, loader, BACKOFF);
    }

    /// @param backoff how long to wait before the second attempt
    static AssistantApp create(AssistantSettings settings, ClassLoader loader, Duration backoff) {
        Models models = new Models(ModelName.of(settings), settings);
        Toolbox tools = Toolbox.load(settings.tools(), loader);
        tools.connect(settings.mcp(), models.name().provider() == Provider.GEMINI);
        JimsApp app = new JimsApp(NAME, new AssistantPipeline(models, settings, tools, backoff));
        return new AssistantApp(app, tools);
    }

    /// What answers.
    public JimsApp app() {
        return app;
    }

    /// Ends its MCP servers.
    @Override
    public void close() {
        tools.close();
    }

    /// The model that answers, as `provider/name`.
    ///
    /// @throws IllegalArgumentException as [#create] does
    public static String model(AssistantSettings settings) {
        return ModelName.of(settings).toString();
    }

    /// What makes the assistant the default app.
    public static String howToConfigure() {
        return ModelName.keys();
    }
}
