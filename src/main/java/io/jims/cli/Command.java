package io.jims.cli;

import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.logging.Logging;
import io.jims.server.Parts;
import io.jims.server.Settings;
import io.jims.server.Wiring;
import io.jims.store.ThreadArchive;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The command `jims-widget`: reads the arguments, then starts the server and holds it, or does
/// what a subcommand says.
///
/// @param variables the environment
/// @param workingDirectory where `.env` is, and what relative paths start from
/// @param lifetime decides how long the server runs
public record Command(
        Map<String, String> variables,
        Path workingDirectory,
        PrintStream out,
        PrintStream err,
        Parts parts,
        Lifetime lifetime) {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    /// How long the server runs.
    @FunctionalInterface
    public interface Lifetime {
        /// Returns when it shall end, or has ended.
        void hold(Wiring running) throws InterruptedException;
    }

    /// What may end with the operator being told why.
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /// Returns the exit code; what went wrong is on `err`.
    public int run(List<String> arguments) {
        try {
            return run(Arguments.parse(arguments));
        } catch (UsageException e) {
            err.println("jims-widget: " + e.getMessage());
            return BAD_USAGE;
        }
    }

    private int run(Arguments arguments) {
        if (arguments.help()) {
            out.print(Arguments.helpText(arguments.action()));
            return OK;
        }
        if (arguments.version()) {
            out.println("jims-widget " + version());
            return OK;
        }
        Environment environment = Environment.read(variables, workingDirectory);
        return switch (arguments.action()) {
            case SERVE -> serve(Settings.read(arguments, environment));
            case EXPORT -> onContact(arguments, environment, ContactRequest::export);
            case TOKEN -> token(new FlagValues(arguments, environment), environment);
            case ERASE -> onContact(arguments, environment, ContactRequest::erase);
        };
    }

    private int serve(Settings settings) {
        Logging.configure(settings.log(), err);
        return orFailed(
                settings.log(),
                () -> {
                    try (Wiring running = Wiring.start(settings, parts)) {
                        lifetime.hold(running);
                    }
                });
    }

    private int token(FlagValues flags, Environment environment) {
        out.println(TokenRequest.read(flags, environment.workingDirectory()).token());
        return OK;
    }

    private int onContact(
            Arguments arguments, Environment environment, Consumer<ContactRequest> work) {
        ContactSettings settings = ContactSettings.read(new FlagValues(arguments, environment));
        LogSettings log = new LogSettings(LogFormat.TEXT, settings.verbose(), false);
        Logging.configure(log, err);
        return orFailed(
                log,
                () -> {
                    Failures.explain(
                            settings.database(),
                            () -> {
                                try (ThreadArchive archive = parts.openArchive(settings)) {
                                    work.accept(new ContactRequest(settings, archive, out, err));
                                    return OK;
                                }
                            });
                });
    }

    private int orFailed(LogSettings log, Step step) {
        try {
            step.run();
            return OK;
        } catch (StartException e) {
            report(e, log);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OK;
        }
    }

    private void report(StartException e, LogSettings log) {
        if (log.format() == LogFormat.JSON) {
            System.getLogger(Command.class.getName())
                    .log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()), e);
            return;
        }
        err.println("jims-widget: " + e.getMessage());
        if (log.verbose()) {
            e.printStackTrace(err);
        }
    }

    private static String version() {
        String version = Command.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
