package io.jims.cli;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.database.BackupCommand;
import io.jims.cli.database.CopyCommand;
import io.jims.cli.database.EraseCommand;
import io.jims.cli.database.ExportCommand;
import io.jims.cli.serve.DoctorCommand;
import io.jims.cli.serve.Lifetime;
import io.jims.cli.serve.ServeCommand;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Environment;
import io.jims.cli.value.EnvironmentDefaults;
import io.jims.cli.website.SnippetCommand;
import io.jims.cli.website.TokenCommand;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.LiveParts;
import io.jims.server.Parts;
import io.jims.server.SettingException;
import io.jims.server.Settings;
import io.jims.server.StartException;
import io.jims.server.Wiring;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// Runs the command `jims-widget` once: parses the arguments, then runs the server until it ends,
/// or a subcommand.
public final class Launcher {
    private static final String SERVE = "serve";

    private final Map<String, String> variables;
    private final Path workingDirectory;
    private final PrintStream out;
    private final PrintStream err;
    private final Parts parts;
    private final Lifetime lifetime;
    private @Nullable Environment environment;

    /// @param variables the environment
    /// @param workingDirectory contains `.env`; relative paths start here
    /// @param lifetime decides how long the server runs
    Launcher(
            Map<String, String> variables,
            Path workingDirectory,
            PrintStream out,
            PrintStream err,
            Parts parts,
            Lifetime lifetime) {
        this.variables = Map.copyOf(variables);
        this.workingDirectory = workingDirectory;
        this.out = out;
        this.err = err;
        this.parts = parts;
        this.lifetime = lifetime;
    }

    /// For this process; runs until a signal ends it.
    public static Launcher ofProcess() {
        return new Launcher(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.out,
                System.err,
                new LiveParts(),
                Launcher::untilSignalled);
    }

    /// Returns the exit code: 0, 1 for a failed start, or 2 for an invalid setting. The reason is
    /// printed to `err`.
    public int run(String... arguments) {
        return commandLine().execute(withoutServe(arguments));
    }

    /// Removes the optional command `serve`, if flags follow or nothing.
    private static String[] withoutServe(String... arguments) {
        boolean serve =
                arguments.length > 0
                        && arguments[0].equals(SERVE)
                        && (arguments.length == 1 || arguments[1].startsWith("-"));
        return serve ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    }

    /// The settings that the server would start with.
    ///
    /// @throws ParameterException for arguments that are not allowed
    /// @throws SettingException for a value that its part refuses
    Settings settings(String... arguments) {
        CommandLine commandLine = commandLine();
        ParseResult result = commandLine.parseArgs(arguments);
        throwFirst(result, false);
        throwFirst(result, true);
        ServeCommand serve = commandLine.getCommand();
        return serve.settings();
    }

    /// The commands and their flags.
    CommandLine commandLine() {
        CommandContext context = new CommandContext(this::environment, out, err, parts);
        CommandLine root = new CommandLine(new ServeCommand(context, lifetime));
        root.addSubcommand(new DoctorCommand(context));
        root.addSubcommand(new ExportCommand(context));
        root.addSubcommand(new EraseCommand(context));
        root.addSubcommand(new BackupCommand(context));
        root.addSubcommand(new CopyCommand(context));
        root.addSubcommand(new TokenCommand(context));
        root.addSubcommand(new SnippetCommand(context));
        root.addSubcommand(new CompletionCommand(context));
        root.setExpandAtFiles(false).setInterpolateVariables(false);
        root.setOut(writer(out)).setErr(writer(err));
        UsageHelp.configure(root);
        Converters.register(root);
        root.setDefaultValueProvider(new EnvironmentDefaults(this::environment));
        all(root).forEach(each -> each.getCommandSpec().parser().collectErrors(true));
        root.setExecutionStrategy(this::execute);
        root.setParameterExceptionHandler(this::refuse);
        root.setExecutionExceptionHandler(this::fail);
        return root;
    }

    private static Stream<CommandLine> all(CommandLine root) {
        return Stream.concat(Stream.of(root), root.getSubcommands().values().stream());
    }

    private Environment environment() {
        if (environment == null) {
            environment = Environment.read(variables, workingDirectory);
        }
        return environment;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /// Reports unknown flags and commands first, then handles `--help`, and only then invalid
    /// values.
    private int execute(ParseResult result) {
        requireKnownCommand(result);
        List<ParseResult> levels =
                result.hasSubcommand() ? List.of(result, result.subcommand()) : List.of(result);
        ParseResult last = levels.getLast();
        levels.forEach(level -> throwFirst(level, false));
        Integer help = CommandLine.executeHelpRequest(result);
        if (help != null) {
            return help;
        }
        if (result.hasSubcommand() && !result.matchedOptions().isEmpty()) {
            throw new ParameterException(
                    last.commandSpec().commandLine(),
                    ErrorMessages.misplacedCommand(last.commandSpec().name()));
        }
        throwFirst(last, true);
        return new RunLast().execute(result);
    }

    private static void requireKnownCommand(ParseResult result) {
        CommandLine root = result.commandSpec().commandLine();
        String first = result.originalArgs().isEmpty() ? "-" : result.originalArgs().getFirst();
        if (first.equals(SERVE)) {
            throw new ParameterException(
                    root, ErrorMessages.unexpectedArgument(result.originalArgs().get(1)));
        }
        if (!first.startsWith("-") && !root.getSubcommands().containsKey(first)) {
            throw new ParameterException(root, ErrorMessages.unknownCommand(first, root));
        }
    }

    private static void throwFirst(ParseResult result, boolean aboutValues) {
        for (Exception error : result.errors()) {
            if (error instanceof ParameterException e
                    && ErrorMessages.isAboutValue(e) == aboutValues) {
                throw e;
            }
        }
    }

    private int refuse(ParameterException e, String[] arguments) {
        return refuse(new ErrorMessages(List.of(arguments), this::environment).describe(e));
    }

    private int refuse(String message) {
        err.println(UsageHelp.NAME + ": " + message);
        return ExitCode.USAGE;
    }

    private int fail(Exception e, CommandLine commandLine, ParseResult result) throws Exception {
        return switch (e) {
            case SettingException setting -> refuse(String.valueOf(setting.getMessage()));
            case StartException start -> {
                Action action = commandLine.getCommand();
                report(start, action.log());
                yield ExitCode.SOFTWARE;
            }
            default -> throw e;
        };
    }

    private void report(StartException e, LogSettings log) {
        if (log.format() == LogFormat.JSON) {
            System.getLogger(Launcher.class.getName())
                    .log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()), e);
            return;
        }
        err.println(UsageHelp.NAME + ": " + e.getMessage());
        if (log.verbose()) {
            e.printStackTrace(err);
        }
    }

    /// SIGTERM and SIGINT start the JVM's shutdown, which waits for the hook.
    private static void untilSignalled(Wiring running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
        new CountDownLatch(1).await();
    }
}
