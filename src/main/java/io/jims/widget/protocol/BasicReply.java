package io.jims.widget.protocol;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The frame that answers a run in the basic protocol.
public final class BasicReply {
    private static final String NO_RESPONSE = "(no response)";
    private static final Set<String> SHOWN_TYPES =
            Set.of(
                    EventTypes.ASSISTANT_MESSAGE,
                    EventTypes.ASSISTANT_MESSAGE_WITH_BUTTONS,
                    EventTypes.ASSISTANT_BUTTONS);

    private BasicReply() {}

    /// Renders the output of a run.
    ///
    /// @param sent in order; events that are no assistant messages are ignored
    public static String of(List<ThreadEvent> sent) {
        List<String> texts = new ArrayList<>();
        StringBuilder html = new StringBuilder();
        for (ThreadEvent event : sent) {
            if (!SHOWN_TYPES.contains(event.type())) {
                continue;
            }
            Object content = event.data().get("content");
            if (PythonText.isTrue(content)) {
                texts.add(PythonText.str(content));
            }
            if (!event.type().equals(EventTypes.ASSISTANT_MESSAGE)) {
                html.append(ButtonHtml.of(event.data().get("buttons")));
            }
        }
        return frame(String.join("\n\n", texts), html.toString());
    }

    /// DeepChat shows one kind of content in a message, so text and buttons are two.
    private static String frame(String text, String html) {
        if (html.isEmpty()) {
            return BasicProtocol.text(text.isEmpty() ? NO_RESPONSE : text);
        }
        Map<String, String> buttons = Map.of("html", html);
        return BasicProtocol.write(
                PythonText.strip(text).isEmpty()
                        ? buttons
                        : List.of(Map.of("text", text), buttons));
    }
}
