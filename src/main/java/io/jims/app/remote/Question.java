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

/// The request for one message of a visitor.
///
/// @param contactId the service's contact, see [#contact]
/// @param action the visitor's message or click
/// @param threadConfig for a thread that the service creates with this message
/// @param remoteThread the service's thread to continue; null if unknown
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

    /// Our contact, a slash, and a value that only this thread of ours has. Without a thread id,
    /// jims-api continues the contact's latest thread: with the contact alone, a visitor's second
    /// conversation would continue the first, and anyone who claims to be a contact would be
    /// answered out of that contact's conversation. It also finds the right thread if the
    /// connection was lost before we got its id.
    ///
    /// A hash in place of the thread's id, which would give access to the conversation.
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
