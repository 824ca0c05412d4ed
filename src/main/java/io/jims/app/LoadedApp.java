package io.jims.app;

import io.jims.core.JimsApp;

/// An app and where it came from.
///
/// @param description for the operator: its name and origin
public record LoadedApp(JimsApp app, String description) {}
