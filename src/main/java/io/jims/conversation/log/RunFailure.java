package io.jims.conversation.log;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The run for a message has failed, and is not tried again.
///
/// @param message id of the visitor's message
/// @param text for the visitor; empty where the reason is not meant for them
/// @param guarded whether a guard refused the answer
public record RunFailure(UUID message, ErrorCode code, String text, boolean guarded) {
    public RunFailure(UUID message, ErrorCode code, String text) {
        this(message, code, text, false);
    }

    public static RunFailure of(UUID message, ChatException reason) {
        return new RunFailure(message, reason.code(), reason.textForVisitor(), reason.isOfGuard());
    }

    /// The failure that a stored event tells of; empty for other events.
    public static Optional<RunFailure> of(ThreadEvent event) {
        if (!event.type().equals(EventTypes.RUN_FAILED)) {
            return Optional.empty();
        }
        ErrorCode code = ErrorCode.ofWireName(Objects.toString(event.text("code"), ""));
        boolean said = Boolean.TRUE.equals(event.data().get(EventTypes.SAID));
        boolean own = code == ErrorCode.PIPELINE && !said; // what an app threw
        String text = own ? "" : Objects.toString(event.text("text"), "");
        boolean guarded = Boolean.TRUE.equals(event.data().get(EventTypes.GUARDED));
        return messageId(event).map(id -> new RunFailure(id, code, text, guarded));
    }

    /// The data of its event.
    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("message_id", message.toString());
        data.put("code", code.wireName());
        data.put("text", text);
        if (code == ErrorCode.PIPELINE && !text.isEmpty()) {
            data.put(EventTypes.SAID, true);
        }
        if (guarded) {
            data.put(EventTypes.GUARDED, true);
        }
        return data;
    }

    /// The message that an event is about.
    static Optional<UUID> messageId(ThreadEvent event) {
        try {
            return Optional.of(UUID.fromString(Objects.toString(event.text("message_id"), "")));
        } catch (IllegalArgumentException e) { // another service's event of this type
            return Optional.empty();
        }
    }
}
