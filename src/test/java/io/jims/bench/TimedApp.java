package io.jims.bench;

import io.jims.core.Pipeline;

/// The app whose first piece is timed: it streams the moment at which it does so, then a second
/// piece.
public final class TimedApp {
    public static final Pipeline PIPELINE =
            context -> {
                context.stream(Long.toString(System.nanoTime()));
                context.stream(" was the time");
            };

    private TimedApp() {}
}
