package io.jims.cli.database;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.option.VerboseOption;
import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.Failures;
import io.jims.store.archive.ArchiveTotals;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Copies all conversations into another database.
@Command(
        name = "copy",
        customSynopsis = UsageHelp.NAME + " copy [<flag>]...",
        description = "Copies all conversations into another database; goes on if run again.")
public final class CopyCommand extends Action {
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final int THREADS_A_LINE = 10_000;

    @Mixin(name = "Request")
    private final Request request = new Request();

    @Mixin(name = "Operations")
    private final VerboseOption verbose = new VerboseOption();

    /// Source and target.
    static final class Request {
        @Option(
                names = FROM,
                required = true,
                paramLabel = "<url>",
                converter = Converters.NonBlank.class,
                description = "The database that has the conversations, as --db takes it.")
        String from;

        @Option(
                names = TO,
                required = true,
                paramLabel = "<url>",
                converter = Converters.NonBlank.class,
                description = "The database that they are copied into: an empty one.")
        String to;
    }

    public CopyCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        return Failures.explain(
                given.value(FROM, request.from),
                () -> {
                    ArchiveTotals copied =
                            context().parts().copy(request.from, request.to, this::tell);
                    context().out().println("copied and compared " + copied);
                    return ExitCode.OK;
                });
    }

    @Override
    public LogSettings log() {
        return new LogSettings(LogFormat.TEXT, verbose.isOn(), false);
    }

    private void tell(long threads) {
        if (threads % THREADS_A_LINE == 0) {
            context().out().println(threads + " conversations so far");
        }
    }
}
