package io.jims.widget.protocol;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Buttons as DeepChat shows them. Everything that comes from an event is escaped.
final class ButtonHtml {
    private static final String CALLBACK_PREFIX = "btn:";

    private ButtonHtml() {}

    /// @param buttons a row, or rows, of `{"text","id"}`, as event data has them; anything else has
    ///   no buttons
    static String of(@Nullable Object buttons) {
        String rows =
                rows(buttons)
                        .map(ButtonHtml::row)
                        .filter(row -> !row.isEmpty())
                        .collect(Collectors.joining());
        return rows.isEmpty() ? "" : "<div class=\"jims-widget-button-stack\">" + rows + "</div>";
    }

    private static Stream<List<?>> rows(@Nullable Object buttons) {
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

    private static String row(List<?> row) {
        String buttons = row.stream().map(ButtonHtml::button).collect(Collectors.joining());
        return buttons.isEmpty()
                ? ""
                : "<div class=\"jims-widget-button-row\">" + buttons + "</div>";
    }

    private static String button(@Nullable Object button) {
        if (!(button instanceof Map<?, ?> fields) || fields.get("text") == null) {
            return "";
        }
        String id =
                Stream.of("id", "callback_data", "text")
                        .map(fields::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        String callback = id.startsWith(CALLBACK_PREFIX) ? id : CALLBACK_PREFIX + id;
        return "<button type=\"button\" class=\"deep-chat-button jims-widget-callback-btn\" data-jims-callback=\""
                + escape(callback)
                + "\">"
                + escape(Objects.toString(fields.get("text")))
                + "</button>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
