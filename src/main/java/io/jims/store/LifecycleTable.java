package io.jims.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `dm_conversation_lifecycle(event, text)`, which another service may fill in our
/// database. Read only. Safe for all threads; every call blocks.
public interface LifecycleTable {
    /// Whether the database has the table now.
    ///
    /// @throws StoreException if the database cannot be read
    boolean hasLifecycleTable();

    /// Rows of the table, ordered by event and text.
    ///
    /// @param limit most rows
    /// @param textCharacters longer texts are cut to one character more than this
    /// @throws StoreException if there is no such table or column, or the database cannot be read
    List<Row> lifecycleRows(int limit, int textCharacters);

    /// One row.
    ///
    /// @param event the key, such as `welcome` or `welcome@ru`
    /// @param text null if the column is
    record Row(@Nullable String event, @Nullable String text) {}
}
