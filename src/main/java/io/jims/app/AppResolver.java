package io.jims.app;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.app.python.PythonApp;
import io.jims.app.python.PythonStartException;
import io.jims.app.remote.RemoteApp;
import io.jims.core.Guard;
import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Loads the app that `--app` names. It holds the class loader of `--app-path`, so it must stay
/// open while the app runs.
public final class AppResolver implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AppResolver.class.getName());

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern MEMBER = Pattern.compile("([\\w$]+(?:\\.[\\w$]+)*):([\\w$.]+)");

    /// A class or a module without a member, which then is [#DEFAULT_MEMBER].
    private static final Pattern MODULE = Pattern.compile("[\\w$]+(?:\\.[\\w$]+)+");

    private static final String DEFAULT_MEMBER = "app";

    /// What the original would run where no app is named.
    private static final String DEFAULT_FILE = "app.py";

    private static final Pattern URL = Pattern.compile("(?is)\\s*https?:.*");

    private final AppSettings settings;
    private final URLClassLoader loader;

    private AppResolver(AppSettings settings, URLClassLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /// Opens the class loader.
    ///
    /// @throws AppException if a path of `--app-path` is missing or is no jar or directory
    public static AppResolver open(AppSettings settings) {
        return new AppResolver(settings, AppPath.open(settings.appPath()));
    }

    /// Makes the app: a jims-api service for a URL, a built-in or registered one for a bare word, a
    /// static member for `some.Class:member`, a Python app for `some.module:attr` where there is no
    /// such class. A dotted name alone means its member `app`.
    ///
    /// @throws AppException that lists what was tried and why it failed
    public LoadedApp resolve(String name) {
        LoadedApp app = find(name);
        return settings.commands().isEmpty() ? app : app.withCommands(settings.commands());
    }

    /// The guards that are registered, and the one that is named.
    ///
    /// @param named `some.Class:member`; null for none
    /// @throws AppException if one cannot be made
    public List<Guard> guards(@Nullable String named) {
        List<Guard> guards = new ArrayList<>();
        try {
            ServiceLoader.load(Guard.class, loader).forEach(guards::add);
        } catch (ServiceConfigurationError e) {
            throw new AppException("a registered guard cannot be loaded: " + e.getMessage(), e);
        }
        if (named != null) {
            int colon = named.indexOf(':');
            if (colon < 1) {
                throw new AppException("'" + named + "' is no guard; give some.Class:member");
            }
            guards.add(
                    MemberApp.load(
                            loader,
                            named.substring(0, colon),
                            named.substring(colon + 1),
                            Guard.class));
        }
        return guards;
    }

    private LoadedApp find(String name) {
        if (URL.matcher(name).matches()) {
            return remote(name);
        }
        Matcher member =
                MEMBER.matcher(MODULE.matcher(name).matches() ? name + ":" + DEFAULT_MEMBER : name);
        if (WORD.matcher(name).matches()) {
            return registered(name);
        }
        if (member.matches()) {
            return member(member.group(), member.group(1), member.group(2));
        }
        throw new AppException(
                "'"
                        + name
                        + "' is no name of an app; give one word (letters, digits, - and _),"
                        + " some.Class:member, some_module:attr or the URL of a jims-api"
                        + " service"
                        + hint(name));
    }

    /// The form that would work, where a file of this name is there.
    private String hint(String name) {
        String module =
                name.replaceFirst("^\\./", "").replaceFirst("\\.py(:app)?$", "").replace('/', '.');
        Path file = settings.python().directory().resolve(module.replace('.', '/') + ".py");
        return MODULE.matcher("x." + module).matches() && Files.isRegularFile(file)
                ? "; for " + file + " give --app " + module + ":" + DEFAULT_MEMBER
                : "";
    }

    private void warnOfDefaultFile(String name) {
        Path file = settings.python().directory().resolve(DEFAULT_FILE);
        if (name.equals(RegisteredApps.DEFAULT_NAME) && Files.isRegularFile(file)) {
            LOG.log(
                    WARNING,
                    "{0} is here, but no file is run for its name alone; --app app:app runs it",
                    DEFAULT_FILE);
        }
    }

    /// Without the URL in the error: it may hold a password.
    private LoadedApp remote(String url) {
        try {
            RemoteApp service = RemoteApp.open(url, settings.remote());
            return new LoadedApp(service.app(), service.description());
        } catch (IllegalArgumentException e) {
            throw new AppException("jims-api service: " + e.getMessage(), e);
        }
    }

    private LoadedApp registered(String name) {
        warnOfDefaultFile(name);
        try {
            LoadedApp app = RegisteredApps.find(settings, loader).load(name);
            return isOfAppPath(app.app().pipeline()) ? reloading(app, name) : app;
        } catch (AppException e) {
            throw notFound(name, "built-in and registered apps: " + e.getMessage() + hint(name), e);
        }
    }

    private boolean isOfAppPath(Pipeline pipeline) {
        return loader.equals(pipeline.getClass().getClassLoader());
    }

    /// Reloads the app when a class of `--app-path` changes, if that is enabled.
    private LoadedApp reloading(LoadedApp app, String name) {
        return settings.isReloaded()
                ? new LoadedApp(
                        new ReloadingApp(settings.appPath(), app.app(), name, () -> reloaded(name))
                                .app(),
                        app.description() + ", reloaded when it changes (--app-reload)")
                : app;
    }

    @SuppressWarnings("resource") // the app uses its class loader as long as it runs
    private JimsApp reloaded(String name) {
        return AppResolver.open(settings.withoutReload()).resolve(name).app();
    }

    private LoadedApp member(String name, String className, String member) {
        String java = "Java class on the class path or --app-path (" + listed() + "): ";
        if (!MemberApp.hasClass(loader, className)) {
            return python(name, java + "class " + className + " is not found");
        }
        try {
            LoadedApp app = new LoadedApp(MemberApp.load(loader, className, member), name);
            return isOfAppPath(className) ? reloading(app, name) : app;
        } catch (AppException e) {
            throw notFound(name, java + e.getMessage(), e);
        }
    }

    private LoadedApp python(String name, String tried) {
        try {
            PythonApp app = PythonApp.start(name, settings.python());
            String description = name + " (Python, hosted by " + app.interpreter() + ")";
            return new LoadedApp(app.app(), description, app);
        } catch (PythonStartException e) {
            String reason = e.getMessage() + "";
            throw notFound(
                    name,
                    tried
                            + "\n  - Python app, by --python: "
                            + reason.replace("\n", "\n      ")
                            + hint(name),
                    e);
        }
    }

    private boolean isOfAppPath(String className) {
        try {
            return loader.equals(Class.forName(className, false, loader).getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private String listed() {
        return settings.appPath().isEmpty()
                ? "which is empty"
                : String.join(", ", settings.appPath().stream().map(Path::toString).toList());
    }

    private static AppException notFound(String name, String tried, Throwable cause) {
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
