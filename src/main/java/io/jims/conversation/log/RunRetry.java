package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The visitor wants an answer to a message whose run failed or was stopped: what was told of that
/// failure no longer holds.
///
/// @param message id of the visitor's message
public record RunRetry(UUID message) {
    /// The retry that a stored event tells of; empty for other events.
    public static Optional<RunRetry> of(ThreadEvent event) {
        if (!event.type().equals(EventTypes.RUN_RETRIED)) {
            return Optional.empty();
        }
        return RunFailure.messageId(event).map(RunRetry::new);
    }

    /// The messages that the retries among stored events are about, in their order.
    public static Set<UUID> messagesOf(List<ThreadEvent> events) {
        Set<UUID> messages = new LinkedHashSet<>();
        events.forEach(event -> of(event).ifPresent(retry -> messages.add(retry.message())));
        return messages;
    }

    /// The data of its event.
    Map<String, @Nullable Object> toData() {
        return Map.of("message_id", message.toString());
    }
}
