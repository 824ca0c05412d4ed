package io.jims.conversation.log;

import io.jims.core.EventTypes;
import io.jims.core.Handoff;
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

    /// The visitor's last message, if it has this id and no answer that is whole: its run failed or
    /// was stopped.
    static Optional<ThreadEvent> wanted(List<ThreadEvent> events, UUID messageId) {
        boolean failed = false;
        for (ThreadEvent event : events.reversed()) {
            if (event.isFromUser()) {
                return Optional.of(event).filter(last -> last.id().equals(messageId));
            }
            if (Handoff.modeOf(event).isPresent()) { // what was said before was to a person
                return Optional.empty();
            }
            failed |= RunFailure.of(event).filter(it -> it.message().equals(messageId)).isPresent();
            if (event.isCommunication() && !ThreadNews.isStopped(event) && !failed) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The data of its event.
    Map<String, @Nullable Object> toData() {
        return Map.of("message_id", message.toString());
    }
}
