package io.jims.widget.protocol;

import io.jims.core.Button;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Buttons as DeepChat shows them. Everything that comes from an event is escaped.
final class ButtonHtml {
    private ButtonHtml() {}

    /// @param buttons as event data has them; anything else has no buttons
    static String of(@Nullable Object buttons) {
        String rows =
                ButtonView.rows(buttons).stream()
                        .map(ButtonHtml::row)
                        .collect(Collectors.joining());
        return rows.isEmpty() ? "" : "<div class=\"jims-widget-button-stack\">" + rows + "</div>";
    }

    private static String row(List<ButtonView> row) {
        String buttons = row.stream().map(ButtonHtml::button).collect(Collectors.joining());
        return "<div class=\"jims-widget-button-row\">" + buttons + "</div>";
    }

    private static String button(ButtonView button) {
        return "<button type=\"button\" class=\"deep-chat-button jims-widget-callback-btn\""
                + " data-jims-callback=\""
                + escape(Button.CLICK + button.id())
                + "\">"
                + escape(button.text())
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
