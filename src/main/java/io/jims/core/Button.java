package io.jims.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A button below an assistant message.
///
/// @param text what it says
/// @param id what a click sends back, behind [#CLICK]
public record Button(String text, String id) {
    /// What a click's text begins with; the button's id follows.
    public static final String CLICK = "btn:";

    /// Rows of buttons as event data has them.
    public static List<List<Map<String, @Nullable Object>>> toData(List<List<Button>> rows) {
        return rows.stream().map(row -> row.stream().map(Button::toData).toList()).toList();
    }

    private Map<String, @Nullable Object> toData() {
        return Map.of("text", text, "id", id);
    }
}
