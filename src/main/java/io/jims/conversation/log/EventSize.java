package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many bytes of memory an event takes, about and at most.
final class EventSize {
    /// An object with its fields, and what refers to it.
    private static final int OBJECT = 48;

    private static final int EVENT = 4 * OBJECT;

    /// At most; Java keeps Latin texts in half of that, and looking would cost more than it saves.
    private static final long BYTES_A_CHARACTER = 2;

    private EventSize() {}

    static long of(ThreadEvent event) {
        return EVENT + of(event.type()) + ofValue(event.data());
    }

    private static long ofValue(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> of(text);
            case Map<?, ?> members ->
                    members.entrySet().stream()
                            .mapToLong(it -> OBJECT + ofValue(it.getKey()) + ofValue(it.getValue()))
                            .sum();
            case Collection<?> values ->
                    OBJECT + values.stream().mapToLong(EventSize::ofValue).sum();
            default -> OBJECT;
        };
    }

    private static long of(String text) {
        return OBJECT + BYTES_A_CHARACTER * text.length();
    }
}
