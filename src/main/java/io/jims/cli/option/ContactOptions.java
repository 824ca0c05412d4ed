package io.jims.cli.option;

import io.jims.cli.value.Converters;
import io.jims.cli.value.Given;
import io.jims.server.SettingValue;
import picocli.CommandLine.Option;

/// Whom a subcommand is about.
public final class ContactOptions {
    private static final String CONTACT = "--contact";

    @Option(
            names = CONTACT,
            paramLabel = "<id>",
            defaultValue = "",
            converter = Converters.NonBlank.class,
            description = "The contact that is meant, as the column contact_id has it.")
    String contact;

    public SettingValue contact(Given given) {
        return given.value(CONTACT, contact);
    }
}
