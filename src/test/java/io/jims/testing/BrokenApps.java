package io.jims.testing;

import io.jims.core.Pipeline;

/// Apps that load, and are of no use to a visitor.
public final class BrokenApps {
    public static final Pipeline FAILING =
            context -> {
                throw new IllegalStateException("no index");
            };
    public static final Pipeline SILENT = context -> {};

    private BrokenApps() {}
}
