package io.jims.app;

import io.jims.core.JimsApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the app that `--app` names. Holds the class loader of `--app-path`, so it must stay open
/// while the app runs.
public final class AppResolver implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern MEMBER = Pattern.compile("([\\w$]+(?:\\.[\\w$]+)*):([\\w$.]+)");
    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    private final List<Path> appPath;
    private final URLClassLoader loader;

    private AppResolver(List<Path> appPath, URLClassLoader loader) {
        this.appPath = List.copyOf(appPath);
        this.loader = loader;
    }

    /// Opens the class loader.
    ///
    /// @param appPath jars and directories (of classes or jars)
    /// @throws AppException if a path is missing or is neither
    public static AppResolver open(List<Path> appPath) {
        return new AppResolver(appPath, AppPath.open(appPath));
    }

    /// Makes the app: a built-in or registered one for a bare word, a static member for
    /// `some.Class:member`.
    ///
    /// @throws AppException that lists what was tried and why it failed
    public LoadedApp resolve(String name) {
        Matcher member = MEMBER.matcher(name);
        if (WORD.matcher(name).matches()) {
            return registered(name);
        }
        if (member.matches()) {
            return member(name, member.group(1), member.group(2));
        }
        throw URL.matcher(name).matches()
                ? notFound(name, "jims-api service: this version cannot use one", null)
                : new AppException(
                        "'"
                                + name
                                + "' is no name of an app; give one word (letters, digits, - and"
                                + " _) or some.Class:member");
    }

    private LoadedApp registered(String name) {
        try {
            return RegisteredApps.find(loader).load(name);
        } catch (AppException e) {
            throw notFound(name, "built-in and registered apps: " + e.getMessage(), e);
        }
    }

    private LoadedApp member(String name, String className, String member) {
        try {
            JimsApp app = MemberApp.load(loader, className, member);
            return new LoadedApp(app, name);
        } catch (AppException e) {
            throw notFound(
                    name,
                    "Java class on the class path or --app-path ("
                            + (appPath.isEmpty() ? "which is empty" : listed())
                            + "): "
                            + e.getMessage()
                            + "\n  - Python app: this version hosts none",
                    e);
        }
    }

    private String listed() {
        return String.join(", ", appPath.stream().map(Path::toString).toList());
    }

    private static AppException notFound(String name, String tried, @Nullable Throwable cause) {
        return new AppException("'" + name + "' gives no app. Tried:\n  - " + tried, cause);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
