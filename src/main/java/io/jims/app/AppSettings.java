package io.jims.app;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What the operator chose for the apps, whichever of them runs.
///
/// @param appPath jars and directories (of classes or jars)
/// @param isReloaded whether changed classes of the path are taken up without a restart
/// @param commands that the app answers itself, beside those that it declares
/// @param assistant what the assistant is made of
/// @param python hosts a Python app
/// @param remote how a jims-api service is asked
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
