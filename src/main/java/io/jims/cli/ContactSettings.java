package io.jims.cli;

import io.jims.store.sql.StoreOptions;

/// Whose conversations a subcommand is about, and where they are.
///
/// @param dryRun whether they are only counted
public record ContactSettings(
        String contact,
        boolean dryRun,
        SettingValue database,
        StoreOptions store,
        boolean verbose) {
    /// @throws UsageException for the first value that is not allowed
    static ContactSettings read(FlagValues flags) {
        return new ContactSettings(
                flags.nonEmpty(Flag.CONTACT).text(),
                flags.value(Flag.DRY_RUN).toBoolean(),
                flags.nonEmpty(Flag.DB),
                flags.store(),
                flags.value(Flag.VERBOSE).toBoolean());
    }
}
