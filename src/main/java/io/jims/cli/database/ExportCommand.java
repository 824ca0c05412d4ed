package io.jims.cli.database;

import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import picocli.CommandLine.Command;

/// Writes the conversations to standard output, and their number to standard error.
@Command(
        name = "export",
        customSynopsis = UsageHelp.NAME + " export [<flag>]...",
        description = "Writes all conversations of a contact, as JSON objects, one a line.")
public final class ExportCommand extends ArchiveCommand {
    public ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    void work(ThreadArchive archive, String contact) {
        ExportedLines lines = new ExportedLines(context().out());
        ArchiveTotals exported = archive.export(contact, lines);
        lines.close();
        context().err().println("exported " + exported + " of the contact " + contact);
    }

    @Override
    String verb() {
        return "export";
    }
}
