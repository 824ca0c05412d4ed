package io.jims.core.testing;

import io.jims.core.EventTypes;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The output of a run.
///
/// @param events that it sent, in order; they would be stored
/// @param pieces as the visitor sees them: streamed pieces and whole messages
/// @param statuses that it reported; they are not stored
/// @param llmCalls calls of language models that it reported
public record TestRun(
        List<ThreadEvent> events,
        List<String> pieces,
        List<String> statuses,
        List<LlmUsage> llmCalls) {
    public TestRun {
        events = List.copyOf(events);
        pieces = List.copyOf(pieces);
        statuses = List.copyOf(statuses);
        llmCalls = List.copyOf(llmCalls);
    }

    /// The text that the visitor reads: the assistant's messages, separated by blank lines; empty
    /// if there are none.
    public String text() {
        return events.stream()
                .filter(event -> event.type().startsWith(EventTypes.ASSISTANT))
                .map(event -> event.text("content"))
                .filter(content -> content != null && !content.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    /// The labels of the buttons that the visitor sees, row by row.
    public List<String> buttons() {
        return events.stream()
                .map(event -> event.data().get("buttons"))
                .flatMap(buttons -> labels(buttons).stream())
                .toList();
    }

    /// The last value that the run set for a state.
    public Optional<Map<String, @Nullable Object>> state(String name) {
        return events.reversed().stream()
                .filter(event -> event.type().equals(EventTypes.STATE + name))
                .findFirst()
                .map(ThreadEvent::data);
    }

    /// Of a button, a row, or rows.
    private static List<String> labels(@Nullable Object buttons) {
        return switch (buttons) {
            case List<?> list -> list.stream().flatMap(button -> labels(button).stream()).toList();
            case Map<?, ?> button -> List.of(String.valueOf(button.get("text")));
            case null, default -> List.of();
        };
    }
}
