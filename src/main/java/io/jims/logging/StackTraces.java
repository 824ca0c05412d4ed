package io.jims.logging;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Formats throwables.
final class StackTraces {
    /// Causes that a summary names; there may be a circle.
    private static final int CAUSES = 5;

    private StackTraces() {}

    /// Its message and those of its causes, and where the last of them was thrown.
    static String summary(Throwable thrown) {
        StringBuilder summary = new StringBuilder(thrown.toString());
        Throwable root = thrown;
        for (int i = 0; i < CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
            summary.append("; caused by ").append(root);
        }
        StackTraceElement[] frames = root.getStackTrace();
        if (frames.length > 0) {
            summary.append(" (at ").append(frames[0]).append(')');
        }
        return summary.toString();
    }

    /// As the JVM prints it.
    static String whole(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
