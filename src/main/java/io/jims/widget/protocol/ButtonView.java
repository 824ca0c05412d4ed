package io.jims.widget.protocol;

import io.jims.core.Button;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A button in the form that clients show.
///
/// @param text the label
/// @param id sent by a click, after [Button#CLICK]
public record ButtonView(String text, String id) {
    /// The rows of buttons in an event's data; invalid rows and buttons are ignored.
    ///
    /// @param buttons a row, or rows, of `{"text","id"}`
    static List<List<ButtonView>> rows(@Nullable Object buttons) {
        return rawRows(buttons)
                .map(row -> row.stream().flatMap(ButtonView::of).toList())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static Stream<List<?>> rawRows(@Nullable Object buttons) {
        if (!(buttons instanceof List<?> list)) {
            return Stream.empty();
        }
        if (list.stream().allMatch(button -> button instanceof Map)) {
            return Stream.of(list);
        }
        return list.stream()
                .<List<?>>mapMulti((row, rows) -> {
                    if (row instanceof List<?> cells) {
                        rows.accept(cells);
                    }
                });
    }

    /// An id that is falsy in Python falls back to `callback_data`, then to the label.
    private static Stream<ButtonView> of(@Nullable Object button) {
        if (!(button instanceof Map<?, ?> fields) || fields.get("text") == null) {
            return Stream.empty();
        }
        Object label = fields.get("text");
        Object id =
                Stream.of(fields.get("id"), fields.get("callback_data"))
                        .filter(PythonText::isTrue)
                        .findFirst()
                        .orElse(label);
        return Stream.of(new ButtonView(PythonText.str(label), withoutPrefix(PythonText.str(id))));
    }

    private static String withoutPrefix(String id) {
        return id.startsWith(Button.CLICK) ? id.substring(Button.CLICK.length()) : id;
    }
}
