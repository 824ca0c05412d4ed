package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Creates and resumes threads, and appends their events durably. Safe for all threads; every call
/// blocks. An interrupted call restores the interrupt and throws a [StoreException].
public interface ThreadStore extends AutoCloseable {
    Optional<ChatThread> find(ThreadId id);

    /// The newest events of a thread, at most `limit`, oldest first: ordered by `(createdAt, id)`.
    /// Empty for an unknown thread.
    List<ThreadEvent> events(ThreadId id, int limit);

    /// The newest events of a thread, at most `limit`, and no more than fit into this number of
    /// characters of JSON, except for the last one or a few.
    default NewestEvents newestEvents(ThreadId id, int limit, long characters) {
        List<ThreadEvent> events = events(id, limit);
        return new NewestEvents(events, events.size() < limit);
    }

    /// Those of the newest `limit` events of a thread that are later than this one, oldest first.
    default List<ThreadEvent> eventsAfter(ThreadId id, Instant time, int limit) {
        return events(id, limit).stream().filter(event -> event.createdAt().isAfter(time)).toList();
    }

    /// The last `limit` messages of visitor and assistant (`comm.*`) before an event of the thread,
    /// oldest first. Empty if there is no such event.
    default List<ThreadEvent> messagesBefore(ThreadId id, UUID event, int limit) {
        List<ThreadEvent> all = events(id, Integer.MAX_VALUE);
        int before = all.stream().map(ThreadEvent::id).toList().indexOf(event);
        List<ThreadEvent> messages =
                all.subList(0, Math.max(0, before)).stream()
                        .filter(ThreadEvent::isCommunication)
                        .toList();
        return messages.subList(Math.max(0, messages.size() - limit), messages.size());
    }

    /// The event of a thread with this id.
    Optional<ThreadEvent> event(ThreadId id, UUID eventId);

    /// The ratings of a thread's answers ([EventTypes#FEEDBACK]), the newest `limit`, oldest first.
    default List<ThreadEvent> feedback(ThreadId id, int limit) {
        List<ThreadEvent> all =
                events(id, Integer.MAX_VALUE).stream()
                        .filter(event -> event.type().equals(EventTypes.FEEDBACK))
                        .toList();
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    /// The last event of a thread about who answers ([EventTypes#HANDOFF]); empty if there is none.
    default Optional<ThreadEvent> lastHandoff(ThreadId id) {
        return events(id, Integer.MAX_VALUE).reversed().stream()
                .filter(event -> event.type().equals(EventTypes.HANDOFF))
                .findFirst();
    }

    /// The newest threads of a contact, at most `limit`, the most recently used first.
    List<ContactThread> threadsOf(String contactId, int limit);

    /// The number of a thread's stored steps, if several processes may share the store; otherwise
    /// 0, since nobody else needs it. For a deleted thread, 0 or less.
    default long version(ThreadId id) {
        return 0;
    }

    /// The processes that share this store.
    default Replicas replicas() {
        return NoReplicas.INSTANCE;
    }

    /// Stores this step; it is on disk when this returns.
    ///
    /// @throws ErasedThreadException if the thread has been deleted, see
    ///   [io.jims.store.archive.ThreadArchive]
    /// @throws StaleThreadException if the thread has another version than the step follows, or its
    ///   external id was given to another thread
    /// @throws RefusedRowsException if the database refuses the rows, whenever they come
    /// @throws StoreException if it could not be stored; then nothing of it was
    void store(ThreadChange change);

    /// Stores a new thread with its first events. If the thread exists, it is not changed, and the
    /// events are appended to it.
    ///
    /// @throws StoreException if it could not be stored; then nothing was
    default void create(ChatThread thread, List<ThreadEvent> events) {
        store(new ThreadChange(thread.id(), thread, events, null, null));
    }

    /// Appends events to a thread, all or none; they are on disk when this returns. An event whose
    /// id the thread already has is ignored.
    ///
    /// @throws StoreException if they could not be stored; then none was
    default void append(ThreadId id, List<ThreadEvent> events) {
        if (!events.isEmpty()) {
            store(new ThreadChange(id, null, events, null, null));
        }
    }

    /// Ids of the thread's pending messages.
    Set<UUID> unanswered(ThreadId id);

    /// The threads with pending messages, at most `limit`, the oldest first.
    List<ChatThread> threadsOwingAnswers(int limit);

    /// The thread with this external id.
    Optional<ChatThread> findByExternalId(String externalId);

    /// The daily counters.
    DailyCounts dailyCounts();

    /// The token buckets that this process shares with others on the same database; empty if it
    /// does not share the database.
    default Optional<SharedRates> sharedRates() {
        return Optional.empty();
    }

    /// Returns if the store can be read and written now.
    ///
    /// @throws StoreException saying what is wrong
    void check();

    /// Waits for operations in progress, then closes files and connections. Later calls fail.
    @Override
    void close();
}
