package io.jims.cli;

import io.jims.store.Holdings;
import io.jims.store.ThreadArchive;
import java.io.PrintStream;

/// What a contact may ask for, carried out: to be told all that is kept, or that it be deleted.
record ContactRequest(
        ContactSettings settings, ThreadArchive archive, PrintStream out, PrintStream err) {
    /// Writes the conversations to `out`, and how many they were to `err`.
    void export() {
        if (settings.dryRun()) {
            out.println("would export " + held());
            return;
        }
        ExportedLines lines = new ExportedLines(out);
        Holdings exported = archive.export(settings.contact(), lines);
        lines.close();
        err.println("exported " + exported + " of the contact " + settings.contact());
    }

    void erase() {
        if (settings.dryRun()) {
            out.println("would delete " + held());
            return;
        }
        Holdings erased = archive.erase(settings.contact());
        out.println("deleted " + erased + " of the contact " + settings.contact());
        archive.wipe();
    }

    private String held() {
        return archive.count(settings.contact()) + " of the contact " + settings.contact();
    }
}
