package io.jims.store.sql;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.ContactThread;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A thread of a contact, in the database's encoding.
record ContactThreadRow(String threadId, String lastEventAt, @Nullable EventRow question) {
    /// Empty if SQLite has converted the id to a number, by which nobody could find the thread.
    Optional<ContactThread> toThread() {
        return Uuid7.parse(threadId)
                .map(ThreadId::new)
                .map(id ->
                        new ContactThread(
                                id,
                                question == null ? null : question.toEvent(),
                                TimestampText.read(lastEventAt)));
    }
}
