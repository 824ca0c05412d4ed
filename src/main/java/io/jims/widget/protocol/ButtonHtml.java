package io.jims.widget.protocol;

import io.jims.core.Button;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Renders buttons for DeepChat. Everything from an event is escaped. The layout is inline, since a
/// page with its own DeepChat does not have our style sheet.
final class ButtonHtml {
    private static final String STACK =
            div(
                    "jims-widget-button-stack",
                    "display:flex;flex-direction:column;align-items:center;gap:10px;"
                            + "margin-top:8px;width:100%;box-sizing:border-box;");
    private static final String ROW =
            div(
                    "jims-widget-button-row",
                    "display:flex;flex-wrap:wrap;gap:8px;justify-content:center;width:100%;");
    private static final String BUTTON_STYLE =
            "min-width:12rem;max-width:100%;padding:10px 18px;font-weight:600;";

    private ButtonHtml() {}

    /// @param buttons in the form of event data; anything else yields none
    static String of(@Nullable Object buttons) {
        String rows =
                ButtonView.rows(buttons).stream()
                        .map(ButtonHtml::row)
                        .collect(Collectors.joining());
        return rows.isEmpty() ? "" : STACK + rows + "</div>";
    }

    private static String row(List<ButtonView> row) {
        String buttons = row.stream().map(ButtonHtml::button).collect(Collectors.joining());
        return ROW + buttons + "</div>";
    }

    private static String button(ButtonView button) {
        return "<button type=\"button\" class=\"deep-chat-button jims-widget-callback-btn\""
                + " style=\""
                + BUTTON_STYLE
                + "\" data-jims-callback=\""
                + escape(Button.CLICK + button.id())
                + "\">"
                + escape(button.text())
                + "</button>";
    }

    private static String div(String type, String style) {
        return "<div class=\"" + type + "\" style=\"" + style + "\">";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#x27;");
    }
}
