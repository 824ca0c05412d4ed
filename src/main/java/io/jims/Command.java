package io.jims;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The command `jims-widget`: reads the arguments, starts the server and holds it.
///
/// @param variables the environment
/// @param workingDirectory where `.env` is, and what relative paths start from
/// @param lifetime decides how long the server runs
record Command(
        Map<String, String> variables,
        Path workingDirectory,
        PrintStream out,
        PrintStream err,
        Parts parts,
        Lifetime lifetime) {
    private static final int OK = 0;
    private static final int START_FAILED = 1;
    private static final int BAD_USAGE = 2;

    /// How long the server runs.
    @FunctionalInterface
    interface Lifetime {
        /// Returns when it shall end, or has ended.
        void hold(Wiring running) throws InterruptedException;
    }

    /// Returns the exit code; what went wrong is on `err`.
    int run(List<String> arguments) {
        try {
            return run(Arguments.parse(arguments));
        } catch (UsageException e) {
            err.println("jims-widget: " + e.getMessage());
            return BAD_USAGE;
        }
    }

    private int run(Arguments arguments) {
        if (arguments.help()) {
            out.print(Arguments.helpText());
            return OK;
        }
        if (arguments.version()) {
            out.println("jims-widget " + version());
            return OK;
        }
        Settings settings = Settings.read(arguments, Environment.read(variables, workingDirectory));
        Logging.configure(settings.verbose(), err);
        return serve(settings);
    }

    private int serve(Settings settings) {
        try (Wiring running = Wiring.start(settings, parts)) {
            lifetime.hold(running);
            return OK;
        } catch (StartException e) {
            err.println("jims-widget: " + e.getMessage());
            if (settings.verbose()) {
                e.printStackTrace(err);
            }
            return START_FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OK;
        }
    }

    private static String version() {
        String version = Command.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
