package io.jims.lifecycle;

import io.jims.store.LifecycleTable;
import io.jims.store.StoreException;
import org.jspecify.annotations.Nullable;

/// Texts in the database of the conversations, which has no versions.
final class TableSource implements TextSource {
    private final LifecycleTable table;

    TableSource(LifecycleTable table) {
        this.table = table;
    }

    @Override
    public String description() {
        return "the table dm_conversation_lifecycle";
    }

    @Override
    public Reading read(@Nullable String version) {
        try {
            return new Reading.Rows(table.lifecycleRows(Bounds.ROWS + 1, Bounds.TEXT), null);
        } catch (StoreException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        }
    }
}
