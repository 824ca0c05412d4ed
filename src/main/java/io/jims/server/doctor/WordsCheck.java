package io.jims.server.doctor;

import io.jims.lifecycle.Lifecycle;
import io.jims.lifecycle.LifecycleSettings;
import io.jims.lifecycle.SourceException;

/// Whether the source of the widget's words responds. A start succeeds without it.
final class WordsCheck {
    private WordsCheck() {}

    static Check of(LifecycleSettings settings) {
        return new Check("words of the widget", () -> look(settings));
    }

    private static Finding look(LifecycleSettings settings) {
        try {
            return Finding.ok(Lifecycle.look(settings) + " (--lifecycle)");
        } catch (SourceException e) {
            return Finding.warning(
                    e.getMessage()
                            + "; until it answers, the built-in words are shown (--lifecycle)");
        }
    }
}
