package io.jims.lifecycle;

import java.util.List;

/// The table `dm_conversation_lifecycle(event, text)`, which another service may fill in our
/// database. Safe for all threads; every call blocks.
public interface TextTable {
    /// Whether the database has the table now.
    ///
    /// @throws SourceException if the database cannot be read
    boolean exists();

    /// Rows of the table, in the order of their events and texts.
    ///
    /// @param limit how many at most
    /// @param textCharacters longer texts come with just one character more than this
    /// @throws SourceException if there is no such table or column, or the database cannot be read
    List<TextRow> rows(int limit, int textCharacters);
}
