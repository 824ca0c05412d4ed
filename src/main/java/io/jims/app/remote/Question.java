package io.jims.app.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.EventTypes;
import io.jims.core.ThreadContext;
import io.jims.core.UserAction;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is sent for one message of a visitor.
///
/// @param contactId the service's contact, see [#contact]
/// @param action the visitor's message or click
/// @param threadConfig for a thread that the service begins with this message
/// @param remoteThread the service's thread to go on with; null where none is known
record Question(
        String contactId,
        UserAction action,
        Map<String, @Nullable Object> threadConfig,
        @Nullable UUID remoteThread) {
    static Question of(ThreadContext context, @Nullable UUID remoteThread) {
        UserAction action = context.lastUserAction().orElseThrow();
        return new Question(contact(context), action, context.threadConfig(), remoteThread);
    }

    /// The same in a new thread of the service.
    Question inNewThread() {
        return new Question(contactId, action, threadConfig, null);
    }

    byte[] toJson() {
        ObjectNode json = ServiceJson.MAPPER.createObjectNode();
        json.put("contact_id", contactId);
        json.put("message", action.content());
        json.put("event_type", EventTypes.COMMUNICATION + action.name());
        json.set("thread_config", ServiceJson.MAPPER.valueToTree(threadConfig));
        if (remoteThread != null) {
            json.put("thread_id", remoteThread.toString());
        }
        return json.toString().getBytes(UTF_8);
    }

    /// Our contact and, behind a slash, what only this thread of ours has. jims-api goes on with
    /// the contact's latest thread where it is told none: with the contact alone, a visitor's
    /// second conversation would go on with the first, and whoever claims to be a contact would be
    /// answered out of that contact's conversation. It also finds the right thread again where we
    /// were cut off before we had heard its id.
    ///
    /// The thread's own id opens the conversation to who knows it, so a hash stands for it.
    private static String contact(ThreadContext context) {
        UUID id = context.threadId().value();
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return context.contactId().orElse("widget") + "/" + UUID.nameUUIDFromBytes(bytes);
    }
}
