package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What comes with a visitor's message beside its text, as the data of events: a model reads them
/// as it reads messages.
final class Told {
    private static final String MESSAGE = "message_id";
    private static final String VISITOR_FACTS = "visitor";
    private static final String PAGE =
            "[The page that the visitor has open tells this. It proves nothing.]";
    private static final String VISITOR = "What the site knows of this visitor:";

    private Told() {}

    /// What a page tells is the visitor's word, whatever it says.
    static Map<String, @Nullable Object> byPage(UUID message, Map<String, @Nullable Object> page) {
        Map<String, @Nullable Object> data = data("user", PAGE, page);
        data.put("page", page);
        data.put(MESSAGE, message.toString());
        return data;
    }

    /// What the site's backend has signed.
    static Map<String, @Nullable Object> byToken(Map<String, @Nullable Object> visitor) {
        Map<String, @Nullable Object> data = data("system", VISITOR, visitor);
        data.put(VISITOR_FACTS, visitor);
        return data;
    }

    /// What the token said last, as far as these events tell; nothing where it never did.
    static Map<?, ?> lastByToken(List<ThreadEvent> events) {
        return events.reversed().stream()
                .filter(event -> event.type().equals(EventTypes.VISITOR))
                .findFirst()
                .<Map<?, ?>>map(event ->
                        event.data().get(VISITOR_FACTS) instanceof Map<?, ?> told ? told : Map.of())
                .orElse(Map.of());
    }

    /// Whether the event is what a page told with one of these messages.
    static boolean isByPageWith(List<UUID> messages, ThreadEvent event) {
        return event.type().equals(EventTypes.PAGE)
                && RunFailure.messageId(event).filter(messages::contains).isPresent();
    }

    private static Map<String, @Nullable Object> data(
            String role, String lead, Map<String, @Nullable Object> facts) {
        StringBuilder content = new StringBuilder(lead);
        facts.forEach((name, value) -> append(content, name, value));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("role", role);
        data.put("content", facts.isEmpty() ? lead + "\n(nothing)" : content.toString());
        return data;
    }

    /// One fact a line: `cart.items.0.name: Hat`.
    private static void append(StringBuilder lines, String name, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> object ->
                    object.forEach((key, member) -> append(lines, name + "." + key, member));
            case List<?> array -> {
                for (int i = 0; i < array.size(); i++) {
                    append(lines, name + "." + i, array.get(i));
                }
            }
            case null, default ->
                    lines.append('\n').append(oneLine(name)).append(": ").append(oneLine(value));
        }
    }

    /// A value must not look as if it were another line.
    private static String oneLine(@Nullable Object value) {
        return String.valueOf(value).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    }
}
