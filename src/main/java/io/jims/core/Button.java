package io.jims.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A button below an assistant message.
///
/// @param text the label
/// @param id sent by a click, after [#CLICK]
public record Button(String text, String id) {
    /// The prefix of a click's text, before the button's id.
    public static final String CLICK = "btn:";

    /// The rows of buttons in the form of event data.
    public static List<List<Map<String, @Nullable Object>>> toData(List<List<Button>> rows) {
        return rows.stream().map(row -> row.stream().map(Button::toData).toList()).toList();
    }

    private Map<String, @Nullable Object> toData() {
        return Map.of("text", text, "id", id);
    }
}
