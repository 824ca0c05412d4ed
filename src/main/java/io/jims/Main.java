package io.jims;

import io.jims.cli.Launcher;

/// Where the process begins.
public final class Main {
    private Main() {}

    /// Runs the command line; ends the process with 0, 1 for a start that failed, or 2 for a
    /// setting that is not allowed.
    public static void main(String[] arguments) {
        // Before the first logger is made, which settles the log manager.
        System.setProperty("java.util.logging.manager", "io.jims.logging.LogsUntilExit");
        System.exit(Launcher.ofProcess().run(arguments));
    }
}
