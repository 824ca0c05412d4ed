package io.jims.cli.option;

import io.jims.cli.value.Given;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The contact of a subcommand.
public final class ContactOptions {
    private static final String CONTACT = "--contact";

    @Option(
            names = CONTACT,
            paramLabel = "<id>",
            description = "The contact that is meant, as the column contact_id has it.")
    @Nullable String contact;

    /// The id, with its origin.
    ///
    /// @throws SettingException if none is given
    public SettingValue contact(Given given) {
        SettingValue value = given.value(CONTACT, contact);
        if (value.text().isBlank()) {
            throw new SettingException(
                    value.label()
                            + (contact == null ? " is missing" : " is empty")
                            + "; give the id of the contact, as the column contact_id has it");
        }
        return value;
    }
}
