package io.jims.server;

import io.jims.lifecycle.SourceException;
import io.jims.lifecycle.TextRow;
import io.jims.lifecycle.TextTable;
import io.jims.store.LifecycleTable;
import io.jims.store.StoreException;
import java.util.List;
import java.util.function.Supplier;

/// Adapts the store's table of texts to the widget's words. Safe for all threads.
public record StoredTexts(LifecycleTable table) implements TextTable {
    @Override
    public boolean exists() {
        return read(table::hasLifecycleTable);
    }

    @Override
    public List<TextRow> rows(int limit, int textCharacters) {
        return read(() -> table.lifecycleRows(limit, textCharacters)).stream()
                .map(row -> new TextRow(row.event(), row.text()))
                .toList();
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StoreException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        }
    }
}
