package io.jims.store;

import java.time.Duration;

/// A database that a server could start with, as it was found; nothing was changed.
///
/// @param schema what a start would make of its tables, for the operator
/// @param clockAhead by how much its clock is before this machine's; negative where it is behind
/// @param lacking the right that a start would miss, and how to grant it; empty for none
public record DatabaseState(String schema, Duration clockAhead, String lacking) {
    /// Of a database whose tables are made by the first start.
    public static final String NEW = "the first start makes its tables";

    /// What a start would do to a database of an older version.
    ///
    /// @param missing steps that are left
    public static String schema(int missing) {
        return missing == 0
                ? "its tables are up to date"
                : "the start brings its tables up to date (" + missing + " steps)";
    }
}
