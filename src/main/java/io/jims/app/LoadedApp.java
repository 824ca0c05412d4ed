package io.jims.app;

import io.jims.core.JimsApp;
import io.jims.observe.AppProcesses;
import org.jspecify.annotations.Nullable;

/// An app and where it came from.
///
/// @param description for the operator: its name and origin
/// @param processes that it runs beside this one; null where it is in this one
public record LoadedApp(JimsApp app, String description, @Nullable AppProcesses processes)
        implements AutoCloseable {
    /// An app that needs nothing but this process.
    public LoadedApp(JimsApp app, String description) {
        this(app, description, null);
    }

    /// Ends its processes.
    @Override
    public void close() {
        if (processes != null) {
            processes.close();
        }
    }
}
