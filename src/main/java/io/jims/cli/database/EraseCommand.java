package io.jims.cli.database;

import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.option.UploadDirectoryOption;
import io.jims.store.StoreException;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.upload.UploadDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Deletes the conversations, and wipes them from free pages of the database's file.
@Command(
        name = "erase",
        customSynopsis = UsageHelp.NAME + " erase [<flag>]...",
        description = "Deletes all conversations of a contact, and says how many.")
public final class EraseCommand extends ArchiveCommand {
    @Mixin(name = "Uploads")
    private final UploadDirectoryOption uploads = new UploadDirectoryOption();

    public EraseCommand(CommandContext context) {
        super(context);
    }

    @Override
    void work(ThreadArchive archive, String contact) {
        uploads().ifPresent(files -> archive.whenErased(files::eraseOrTell));
        ArchiveTotals erased = archive.erase(contact);
        context().out().println("deleted " + erased + " of the contact " + contact);
        archive.wipe();
    }

    /// Opens the uploads that a server has; creates no directory.
    private Optional<UploadDirectory> uploads() {
        return uploads.path(given()).filter(Files::isDirectory).map(EraseCommand::open);
    }

    private static UploadDirectory open(Path directory) {
        try {
            return UploadDirectory.open(directory);
        } catch (IOException e) {
            throw new StoreException("--uploads: %s cannot be used: %s".formatted(directory, e), e);
        }
    }

    @Override
    String verb() {
        return "delete";
    }
}
