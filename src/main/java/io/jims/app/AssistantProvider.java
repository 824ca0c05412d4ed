package io.jims.app;

import io.jims.app.assistant.AssistantApp;
import io.jims.app.assistant.AssistantSettings;
import io.jims.core.JimsApp;
import io.jims.core.JimsAppProvider;

/// Registers the assistant with its settings.
///
/// @param loader of the classes of its tools
record AssistantProvider(AssistantSettings settings, ClassLoader loader)
        implements JimsAppProvider {
    @Override
    public String name() {
        return AssistantApp.NAME;
    }

    @Override
    public JimsApp create() {
        return open().app();
    }

    /// The same, with what has to be closed.
    LoadedApp load() {
        AssistantApp assistant = open();
        String description =
                AssistantApp.NAME + ", the model " + AssistantApp.model(settings) + " (--model)";
        return new LoadedApp(assistant.app(), description, null, assistant::close);
    }

    private AssistantApp open() {
        try {
            return AssistantApp.create(settings, loader);
        } catch (IllegalArgumentException e) { // written for the operator
            throw new AppException(String.valueOf(e.getMessage()), e);
        }
    }
}
