package io.jims.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `dm_conversation_lifecycle(event, text)` that another service may fill in the database
/// of the conversations. It is read only. Safe for all threads; every call blocks.
public interface LifecycleTable {
    /// Whether the database has the table at present.
    ///
    /// @throws StoreException if the database cannot be read
    boolean hasLifecycleTable();

    /// Rows of the table, in the order of their events and texts.
    ///
    /// @param limit how many at most
    /// @param textCharacters longer texts come with just one character more than this
    /// @throws StoreException if there is no such table or column, or the database cannot be read
    List<Row> lifecycleRows(int limit, int textCharacters);

    /// One text.
    ///
    /// @param event what it is for, such as `welcome` or `welcome@ru`
    /// @param text null where the column is
    record Row(@Nullable String event, @Nullable String text) {}
}
