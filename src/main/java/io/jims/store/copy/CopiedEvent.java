package io.jims.store.copy;

import io.jims.store.sql.CopiedRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of `thread_events`, in a form for both databases.
///
/// @param columns in the order of [CopyQueries#insertEvent]
record CopiedEvent(List<@Nullable String> columns) {
    private static final String UNKNOWN_TYPE = "unknown";

    /// @throws io.jims.store.StoreException if its time cannot be read
    static CopiedEvent read(CopyEnd end, ResultSet row) throws SQLException {
        String type = CopiedRows.name(row.getString(3));
        String thread = CopiedRows.id(row.getString(7));
        return new CopiedEvent(
                Arrays.asList(
                        CopiedRows.id(row.getString(1)),
                        time(end, row.getString(2), thread),
                        type == null || type.isBlank() ? UNKNOWN_TYPE : type,
                        CopiedRows.name(row.getString(4)),
                        CopiedRows.name(row.getString(5)),
                        CopiedRows.json(row.getString(6)),
                        thread));
    }

    /// @throws io.jims.store.StoreException if it cannot be read
    static String time(CopyEnd end, String text, String thread) {
        try {
            return CopiedRows.time(text);
        } catch (IllegalArgumentException e) {
            throw end.refuse("thread " + thread + " has a damaged row: " + e.getMessage());
        }
    }

    static List<@Nullable String> ids(String one, String other) {
        return List.of(CopiedRows.id(one), CopiedRows.id(other));
    }
}
