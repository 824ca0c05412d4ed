package io.jims.cli;

import io.jims.store.ArchiveTotals;
import io.jims.store.ThreadArchive;
import picocli.CommandLine.Command;

/// Deletes the conversations, also from the free pages of the database's file.
@Command(
        name = "erase",
        customSynopsis = UsageHelp.NAME + " erase [<flag>]...",
        description = "Deletes all conversations of a contact, and says how many.")
final class EraseCommand extends ArchiveCommand {
    EraseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void work(ThreadArchive archive, String contact) {
        ArchiveTotals erased = archive.erase(contact);
        surroundings().out().println("deleted " + erased + " of the contact " + contact);
        archive.wipe();
    }

    @Override
    String verb() {
        return "delete";
    }
}
