package io.jims.app;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.app.assistant.AssistantApp;
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

    private static final String DEMO = "demo";
    private static final System.Logger LOG = System.getLogger(RegisteredApps.class.getName());

    private final Map<String, JimsAppProvider> providers;
    private final AssistantProvider assistant;

    private RegisteredApps(Map<String, JimsAppProvider> providers, AssistantProvider assistant) {
        this.providers = providers;
        this.assistant = assistant;
    }

    /// @throws AppException if a provider cannot be loaded or a name is taken twice
    static RegisteredApps find(AppSettings settings, ClassLoader loader) {
        AssistantProvider assistant = new AssistantProvider(settings.assistant(), loader);
        Map<String, JimsAppProvider> providers = new TreeMap<>();
        add(assistant, providers);
        try {
            for (JimsAppProvider provider : ServiceLoader.load(JimsAppProvider.class, loader)) {
                add(provider, providers);
            }
        } catch (ServiceConfigurationError e) {
            throw new AppException("a registered app cannot be loaded: " + e.getMessage(), e);
        }
        return new RegisteredApps(providers, assistant);
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
            return assistant.settings().isWanted() ? load(assistant.name()) : loadDemo();
        }
        return name.equals(assistant.name()) ? assistant.load() : new LoadedApp(create(name), name);
    }

    private LoadedApp loadDemo() {
        LOG.log(
                WARNING,
                "no language model is configured: visitors will see a demo; set "
                        + AssistantApp.howToConfigure()
                        + ", or choose another --app");
        return new LoadedApp(
                create(DEMO),
                "demo, as app, the default, finds no language model; for the assistant set "
                        + AssistantApp.howToConfigure());
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
        } catch (AppException e) {
            throw e;
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
