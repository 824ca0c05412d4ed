package io.jims.lifecycle;

import org.jspecify.annotations.Nullable;

/// Texts in our database's table, which has no versions.
final class TableSource implements TextSource {
    private final TextTable table;

    TableSource(TextTable table) {
        this.table = table;
    }

    @Override
    public String description() {
        return "the table dm_conversation_lifecycle";
    }

    @Override
    public Reading read(@Nullable String version) {
        return new Reading.Rows(table.rows(SourceBounds.ROWS + 1, SourceBounds.TEXT), null);
    }
}
