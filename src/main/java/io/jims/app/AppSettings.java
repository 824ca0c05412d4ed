package io.jims.app;

import io.jims.app.assistant.AssistantSettings;
import io.jims.app.python.PythonSettings;
import io.jims.app.remote.RemoteSettings;
import java.nio.file.Path;
import java.util.List;

/// What the operator chose for the apps, whichever of them runs.
///
/// @param appPath jars and directories (of classes or jars)
/// @param assistant what the assistant is made of
/// @param python hosts a Python app
/// @param remote how a jims-api service is asked
public record AppSettings(
        List<Path> appPath,
        AssistantSettings assistant,
        PythonSettings python,
        RemoteSettings remote) {
    public AppSettings {
        appPath = List.copyOf(appPath);
    }

    /// Only a path; nothing else is configured.
    public static AppSettings ofPath(List<Path> appPath) {
        return new AppSettings(
                appPath, AssistantSettings.NONE, PythonSettings.DEFAULT, RemoteSettings.DEFAULT);
    }
}
