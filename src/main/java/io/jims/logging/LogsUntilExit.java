package io.jims.logging;

import java.util.logging.LogManager;

/// A log manager that keeps its handlers while the process shuts down: the JDK's own closes them at
/// once, and what happens while answers are awaited would go unseen. Public because the JDK makes
/// it.
public final class LogsUntilExit extends LogManager {
    private static final String CLEANER = "java.util.logging.LogManager$Cleaner";

    @Override
    public void reset() {
        if (!Thread.currentThread().getClass().getName().equals(CLEANER)) {
            super.reset();
        }
    }
}
