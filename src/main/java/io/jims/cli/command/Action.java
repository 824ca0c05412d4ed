package io.jims.cli.command;

import static java.lang.System.Logger.Level.WARNING;

import io.jims.cli.value.Given;
import io.jims.cli.value.ReadableText;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.logging.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The base of all commands. The names of its mixins are the headings of their flags in `--help`.
@Command(
        versionProvider = StandardOptions.Version.class,
        usageHelpWidth = UsageHelp.WIDTH,
        footer = UsageHelp.FOOTER)
public abstract class Action implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(Action.class.getName());

    @Spec private CommandSpec spec;

    @Mixin(name = UsageHelp.NO_HEADING)
    final StandardOptions standard = new StandardOptions();

    private final CommandContext context;

    protected Action(CommandContext context) {
        this.context = context;
    }

    protected CommandSpec spec() {
        return spec;
    }

    protected CommandContext context() {
        return context;
    }

    /// The parsed values of the flags, with their origins.
    ///
    /// @throws io.jims.server.SettingException if one is out of its bounds, or could not be read
    protected Given given() {
        ReadableText.require(
                spec.root().commandLine().getParseResult().originalArgs(),
                context.environment().get().variables());
        Given given = new Given(spec.commandLine().getParseResult(), context.environment().get());
        given.requireBounds(spec.options());
        return given;
    }

    /// Configures the log, and warns about unknown variables.
    protected void begin() {
        Logging.configure(log(), context.err());
        UnknownVariables.of(spec.root().commandLine())
                .describe(context.environment().get())
                .forEach(line -> LOG.log(WARNING, line));
    }

    /// How failures are logged.
    public LogSettings log() {
        return new LogSettings(LogFormat.TEXT, false, false);
    }
}
