package io.jims.store;

import java.time.Duration;

/// The state of a database that a server could start with; nothing was changed.
///
/// @param schema what a start would do to its tables, for the operator
/// @param clockAhead how far its clock is ahead of this machine's; negative if behind
/// @param lacking a missing privilege, and how to grant it; empty for none
public record DatabaseState(String schema, Duration clockAhead, String lacking) {
    /// The state of a database whose tables the first start will create.
    public static final String NEW = "the first start makes its tables";

    /// The state of a database of an older version.
    ///
    /// @param missing number of migrations to run
    public static String schema(int missing) {
        return missing == 0
                ? "its tables are up to date"
                : "the start brings its tables up to date (" + missing + " steps)";
    }
}
