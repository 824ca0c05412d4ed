package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import org.jspecify.annotations.Nullable;

/// A row of `threads`, in the database's encoding.
record ThreadRow(
        String threadId,
        @Nullable String contactId,
        @Nullable String externalId,
        String createdAt,
        @Nullable String config) {

    static ThreadRow of(ChatThread thread) {
        return new ThreadRow(
                Uuid7.compact(thread.id().value()),
                thread.contactId(),
                thread.externalId(),
                TimestampText.write(thread.createdAt()),
                JsonText.write(thread.config()));
    }

    ChatThread toThread(ThreadId id) {
        return new ChatThread(
                id, contactId, externalId, TimestampText.read(createdAt), JsonText.read(config));
    }
}
