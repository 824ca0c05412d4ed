package io.jims.app;

import io.jims.core.JimsApp;
import io.jims.observe.AppProcesses;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An app with its origin.
///
/// @param description for the operator: its name and origin
/// @param processes of the app; null if it runs in this process
/// @param end releases its other resources
public record LoadedApp(
        JimsApp app, String description, @Nullable AppProcesses processes, Runnable end)
        implements AutoCloseable {
    /// An app of other processes, if there are any.
    public LoadedApp(JimsApp app, String description, @Nullable AppProcesses processes) {
        this(app, description, processes, () -> {});
    }

    /// An app that needs nothing but this process.
    public LoadedApp(JimsApp app, String description) {
        this(app, description, null);
    }

    /// The same, which answers these commands itself, too.
    LoadedApp withCommands(Set<String> commands) {
        return new LoadedApp(app.withCommands(commands), description, processes, end);
    }

    /// Ends its processes, and releases its resources.
    @Override
    public void close() {
        end.run();
        if (processes != null) {
            processes.close();
        }
    }
}
