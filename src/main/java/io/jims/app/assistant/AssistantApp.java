package io.jims.app.assistant;

import io.jims.core.JimsApp;
import java.time.Duration;

/// Makes the assistant.
public final class AssistantApp {
    public static final String NAME = "assistant";

    private static final Duration BACKOFF = Duration.ofMillis(500);

    private AssistantApp() {}

    /// Sends nothing yet.
    ///
    /// @param loader of the classes of `--tools`
    /// @throws IllegalArgumentException with one line for the operator, if the settings do not make
    ///   an assistant
    public static JimsApp create(AssistantSettings settings, ClassLoader loader) {
        return create(settings, loader, BACKOFF);
    }

    /// @param backoff how long to wait before the second attempt
    static JimsApp create(AssistantSettings settings, ClassLoader loader, Duration backoff) {
        Models models = new Models(ModelName.of(settings), settings);
        Toolbox tools = Toolbox.load(settings.tools(), loader);
        return new JimsApp(NAME, new AssistantPipeline(models, settings, tools, backoff));
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
