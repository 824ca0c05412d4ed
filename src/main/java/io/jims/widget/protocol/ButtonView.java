package io.jims.widget.protocol;

import io.jims.core.Button;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A button as visitors see it.
///
/// @param text what it says
/// @param id what a click sends, behind [Button#CLICK]
public record ButtonView(String text, String id) {
    /// The rows of buttons in an event's data; rows and buttons that are none are left out.
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

    /// An id that Python holds for false falls back to `callback_data`, then to the label.
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
