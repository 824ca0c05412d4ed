package io.jims.store.sql;

import io.jims.core.Uuid7;
import io.jims.store.ThreadChange;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A [io.jims.store.ThreadChange] in the database's encoding.
///
/// @param thread a new thread, or null if it exists
/// @param unanswered id of an event that becomes pending
/// @param answered id of an event that is no longer pending
/// @param count change of a counter, which belongs to no thread
/// @param version that the thread must have; null for any
public record EncodedChange(
        String threadId,
        @Nullable ThreadRow thread,
        List<EventRow> events,
        @Nullable String unanswered,
        @Nullable String answered,
        @Nullable CountRow count,
        @Nullable Long version) {
    /// Changes nothing.
    public static final EncodedChange NONE =
            new EncodedChange("", null, List.of(), null, null, null, null);

    public static EncodedChange of(ThreadChange change) {
        return new EncodedChange(
                Uuid7.compact(change.thread().value()),
                change.created() == null ? null : ThreadRow.of(change.created()),
                change.events().stream().map(EventRow::of).toList(),
                compact(change.unanswered()),
                compact(change.answered()),
                null,
                change.version());
    }

    public static EncodedChange of(CountRow count) {
        return new EncodedChange("", null, List.of(), null, null, count, null);
    }

    public boolean isEmpty() {
        return thread == null
                && events.isEmpty()
                && unanswered == null
                && answered == null
                && count == null;
    }

    /// About how much memory the rows take, and a statement that holds them.
    public long characters() {
        return events.stream()
                .mapToLong(event -> event.data() == null ? 0 : event.data().length())
                .sum();
    }

    private static @Nullable String compact(@Nullable UUID id) {
        return id == null ? null : Uuid7.compact(id);
    }
}
