package io.jims.store.copy;

import io.jims.store.sql.CopiedRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of `threads`, in a form for both databases.
///
/// @param key of the row in its database
/// @param columns in the order of [CopyQueries#insertThread]
record CopiedThread(String key, String id, List<@Nullable String> columns) {
    /// The next rows after a key, or the first ones.
    static List<CopiedThread> page(CopyEnd end, @Nullable String after, int most)
            throws SQLException {
        String sql = after == null ? end.queries().firstThreads() : end.queries().threads();
        try (PreparedStatement query = end.connection().prepareStatement(sql)) {
            int parameter = 1;
            if (after != null) {
                query.setString(parameter++, after);
            }
            query.setInt(parameter, most);
            return read(end, query);
        }
    }

    /// Null if there is none.
    static @Nullable CopiedThread find(CopyEnd end, String id) throws SQLException {
        try (PreparedStatement query = end.connection().prepareStatement(end.queries().thread())) {
            query.setString(1, id);
            List<CopiedThread> found = read(end, query);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    private static List<CopiedThread> read(CopyEnd end, PreparedStatement query)
            throws SQLException {
        List<CopiedThread> threads = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String id = CopiedRows.id(row.getString(2));
                threads.add(
                        new CopiedThread(
                                row.getString(1),
                                id,
                                Arrays.asList(
                                        id,
                                        CopiedRows.text(row.getString(3)),
                                        CopiedRows.text(row.getString(4)),
                                        CopiedEvent.time(end, row.getString(5), id),
                                        CopiedRows.config(row.getString(6)))));
            }
        }
        return threads;
    }
}
