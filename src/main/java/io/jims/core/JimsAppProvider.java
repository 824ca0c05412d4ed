package io.jims.core;

/// Registers an app under a name for `--app`, by [java.util.ServiceLoader].
public interface JimsAppProvider {
    /// The name for `--app`: letters, digits, hyphens and underscores.
    String name();

    /// Creates the app; called once, and only if it is used.
    JimsApp create() throws Exception;
}
