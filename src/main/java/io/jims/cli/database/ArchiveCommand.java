package io.jims.cli.database;

import io.jims.cli.command.CommandContext;
import io.jims.cli.option.ContactOptions;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A command on one contact's data, as privacy law requires: export or erase.
abstract class ArchiveCommand extends DatabaseCommand<ArchiveCommand.Request> {
    /// The contact.
    static final class Request {
        @Mixin private final ContactOptions contact = new ContactOptions();

        @Option(
                names = "--dry-run",
                arity = "0..1",
                fallbackValue = Switch.ON,
                defaultValue = Switch.OFF,
                description = "Only says how many there are.")
        Switch dryRun;
    }

    ArchiveCommand(CommandContext context) {
        super(context, new Request());
    }

    /// Does the work, and reports the result.
    abstract void work(ThreadArchive archive, String contact);

    /// The verb for `--dry-run`: `delete`.
    abstract String verb();

    @Override
    void work(String url, Given given) {
        SettingValue value = request().contact.contact(given);
        try (ThreadArchive archive = context().parts().openArchive(url, database().settings())) {
            requireNoStrayBlank(value, archive);
            String contact = value.text();
            if (request().dryRun.isOn()) {
                context()
                        .out()
                        .printf(
                                "would %s %s of the contact %s%n",
                                verb(), archive.count(contact), contact);
            } else {
                work(archive, contact);
            }
        }
    }

    /// An id with a space around it would be another contact, who has no data.
    private static void requireNoStrayBlank(SettingValue contact, ThreadArchive archive) {
        String stripped = contact.text().strip();
        if (!stripped.equals(contact.text())
                && archive.count(contact.text()).equals(ArchiveTotals.NONE)) {
            throw new SettingException(
                    "%s: '%s' has a blank before or behind the id, and there is no such contact; '%s' has %s"
                            .formatted(
                                    contact.label(),
                                    contact.text(),
                                    stripped,
                                    archive.count(stripped)));
        }
    }
}
