package io.jims.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.ChatThread;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `threads`, in the database's encoding.
public record ThreadRow(
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

    /// @throws IllegalArgumentException if the row is damaged
    ChatThread toThread() {
        UUID id =
                Uuid7.parse(threadId)
                        .orElseThrow(
                                () -> new IllegalArgumentException("a thread's id is no uuid"));
        return toThread(new ThreadId(id));
    }

    /// The thread's id, or a substitute if SQLite has converted it to a number, see
    /// [EventRow#toEvent].
    public ThreadId readId() {
        return new ThreadId(
                Uuid7.parse(threadId)
                        .orElseGet(() -> UUID.nameUUIDFromBytes(threadId.getBytes(UTF_8))));
    }

    /// The thread.
    ///
    /// @param id which SQLite may have turned into a number in the row
    public ChatThread toThread(ThreadId id) {
        return new ChatThread(
                id, contactId, externalId, TimestampText.read(createdAt), JsonText.read(config));
    }
}
