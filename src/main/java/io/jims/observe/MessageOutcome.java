package io.jims.observe;

import java.util.Locale;

/// What became of a visitor's message; the values of the `outcome` label.
public enum MessageOutcome {
    /// The pipeline ran and its answer was stored.
    ANSWERED,
    /// The pipeline threw, or its answer could not be stored.
    FAILED,
    /// No answer within `--pipeline-timeout`.
    TIMEOUT,
    /// Never given to the pipeline: blank, too long, over a limit.
    REJECTED;

    /// As the label writes it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
