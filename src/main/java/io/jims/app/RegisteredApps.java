package io.jims.app;

import io.jims.core.JimsApp;
import io.jims.core.JimsAppProvider;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The apps that have a name: the built-in ones and those that [ServiceLoader] finds on the class
/// path and on `--app-path`.
final class RegisteredApps {
    /// The app that runs where none was chosen.
    static final String DEFAULT_NAME = "app";

    private static final String DEFAULT_APP = "demo";

    private final Map<String, JimsAppProvider> providers;

    private RegisteredApps(Map<String, JimsAppProvider> providers) {
        this.providers = providers;
    }

    /// @throws AppException if a provider cannot be loaded or a name is taken twice
    static RegisteredApps find(ClassLoader loader) {
        Map<String, JimsAppProvider> providers = new TreeMap<>();
        try {
            for (JimsAppProvider provider : ServiceLoader.load(JimsAppProvider.class, loader)) {
                add(provider, providers);
            }
        } catch (ServiceConfigurationError e) {
            throw new AppException("a registered app cannot be loaded: " + e.getMessage(), e);
        }
        return new RegisteredApps(providers);
    }

    /// The words that [#load] takes, sorted.
    Set<String> names() {
        Set<String> names = new TreeSet<>(providers.keySet());
        names.add(DEFAULT_NAME);
        return names;
    }

    /// @throws AppException if there is no app of this name, or it cannot be made
    LoadedApp load(String name) {
        if (name.equals(DEFAULT_NAME)) {
            return new LoadedApp(
                    create(DEFAULT_APP), "demo (what app, the default, means in this version)");
        }
        return new LoadedApp(create(name), name);
    }

    private JimsApp create(String name) {
        JimsAppProvider provider = providers.get(name);
        if (provider == null) {
            throw new AppException("none has this name; there are " + String.join(", ", names()));
        }
        return create(provider);
    }

    private static JimsApp create(JimsAppProvider provider) {
        String provided = provider.getClass().getName();
        @Nullable JimsApp app;
        try {
            app = provider.create();
        } catch (Exception | LinkageError e) {
            throw AppException.threw(provided, e);
        }
        if (app == null) {
            throw new AppException(provided + " gave null");
        }
        return app;
    }

    private static void add(JimsAppProvider provider, Map<String, JimsAppProvider> providers) {
        JimsAppProvider other = providers.put(provider.name(), provider);
        if (provider.name().equals(DEFAULT_NAME)) {
            throw new AppException(
                    provider.getClass().getName()
                            + " registers the name app, which is kept for the default");
        }
        if (other != null) {
            throw new AppException(
                    "two registered apps are called "
                            + provider.name()
                            + ": "
                            + origin(other)
                            + " and "
                            + origin(provider)
                            + "; take one off the class path or --app-path, or rename it");
        }
    }

    private static String origin(JimsAppProvider provider) {
        Class<?> type = provider.getClass();
        return type.getName() + " of " + type.getProtectionDomain().getCodeSource().getLocation();
    }
}
