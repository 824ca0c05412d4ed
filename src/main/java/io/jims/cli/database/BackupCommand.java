package io.jims.cli.database;

import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.value.Given;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Copies a SQLite database, even while a server uses it.
@Command(
        name = "backup",
        customSynopsis = UsageHelp.NAME + " backup [<flag>]...",
        description = "Copies the SQLite database into a file, also while it is served.")
public final class BackupCommand extends DatabaseCommand<BackupCommand.Request> {
    /// The target.
    static final class Request {
        @Option(
                names = "--to",
                required = true,
                paramLabel = "<file>",
                description = "The file of the copy, which must not exist yet.")
        Path to;
    }

    public BackupCommand(CommandContext context) {
        super(context, new Request());
    }

    @Override
    void work(String url, Given given) {
        context().parts().backUp(url, request().to);
        context().out().println("copied the database to " + request().to);
    }
}
