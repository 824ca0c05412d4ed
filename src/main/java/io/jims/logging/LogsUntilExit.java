package io.jims.logging;

import java.util.logging.LogManager;

/// A log manager that keeps its handlers during shutdown: the JDK's own closes them at once, and
/// events while answers are awaited would be lost. Public because the JDK instantiates it.
public final class LogsUntilExit extends LogManager {
    private static final String CLEANER = "java.util.logging.LogManager$Cleaner";

    @Override
    public void reset() {
        if (!Thread.currentThread().getClass().getName().equals(CLEANER)) {
            super.reset();
        }
    }
}
