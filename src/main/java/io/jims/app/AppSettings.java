package io.jims.app;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The settings of all kinds of apps.
///
/// @param appPath jars and directories (of classes or jars)
/// @param isReloaded whether changed classes of the path are reloaded without a restart
/// @param commands that the app answers itself, in addition to those that it declares
/// @param assistant settings of the assistant
/// @param python settings of Python apps
/// @param remote settings of jims-api services
public record AppSettings(
        List<Path> appPath,
        boolean isReloaded,
        Set<String> commands,
        AssistantSettings assistant,
        PythonSettings python,
        RemoteSettings remote) {
    public AppSettings {
        appPath = List.copyOf(appPath);
        commands = Set.copyOf(commands);
    }

    /// Only a path; nothing else is configured.
    public static AppSettings ofPath(List<Path> appPath) {
        return new AppSettings(
                appPath,
                false,
                Set.of(),
                AssistantSettings.NONE,
                PythonSettings.DEFAULT,
                RemoteSettings.DEFAULT);
    }

    AppSettings withoutReload() {
        return new AppSettings(appPath, false, commands, assistant, python, remote);
    }
}
