package io.jims.cli;

import io.jims.cli.option.ContactOptions;
import io.jims.cli.option.DatabaseOptions;
import io.jims.cli.option.VerboseOption;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.logging.LogFormat;
import io.jims.logging.LogSettings;
import io.jims.server.Failures;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import io.jims.store.ArchiveTotals;
import io.jims.store.ThreadArchive;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a contact may ask for: to be told all that is kept, or that it be deleted.
abstract class ArchiveCommand extends Action {
    @Mixin(name = "Request")
    private final Request request = new Request();

    @Mixin(name = "Server")
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin(name = "Operations")
    private final VerboseOption verbose = new VerboseOption();

    /// Whose conversations are meant.
    static final class Request {
        @Mixin private final ContactOptions contact = new ContactOptions();

        @Option(
                names = "--dry-run",
                arity = "0..1",
                fallbackValue = Switch.ON,
                paramLabel = Switch.LABEL,
                defaultValue = Switch.OFF,
                description = "Only says how many there are.")
        Switch dryRun;
    }

    ArchiveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        SettingValue url = database.url(given);
        SettingValue contact = request.contact.contact(given);
        return Failures.explain(url, () -> work(url.text(), contact));
    }

    /// Does it, and tells of it.
    abstract void work(ThreadArchive archive, String contact);

    /// What it would do: `delete`.
    abstract String verb();

    @Override
    LogSettings log() {
        return new LogSettings(LogFormat.TEXT, verbose.isOn(), false);
    }

    private int work(String url, SettingValue given) {
        try (ThreadArchive archive = surroundings().parts().openArchive(url, database.settings())) {
            requireNoStrayBlank(given, archive);
            String contact = given.text();
            if (request.dryRun.isOn()) {
                surroundings()
                        .out()
                        .println(
                                "would "
                                        + verb()
                                        + " "
                                        + archive.count(contact)
                                        + " of the contact "
                                        + contact);
            } else {
                work(archive, contact);
            }
            return ExitCode.OK;
        }
    }

    /// An id with a blank around it would be another contact's, of whom there is nothing.
    private static void requireNoStrayBlank(SettingValue contact, ThreadArchive archive) {
        String stripped = contact.text().strip();
        if (!stripped.equals(contact.text())
                && archive.count(contact.text()).equals(ArchiveTotals.NONE)) {
            throw new SettingException(
                    contact.label()
                            + ": '"
                            + contact.text()
                            + "' has a blank before or behind the id, and there is no such contact; '"
                            + stripped
                            + "' has "
                            + archive.count(stripped));
        }
    }
}
