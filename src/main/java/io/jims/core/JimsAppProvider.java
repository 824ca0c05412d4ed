package io.jims.core;

/// Registers an app under a name for `--app`, by [java.util.ServiceLoader].
public interface JimsAppProvider {
    /// The bare word that `--app` takes: letters, digits, hyphens and underscores.
    String name();

    /// Makes the app; called once, and only if it was asked for.
    JimsApp create() throws Exception;
}
