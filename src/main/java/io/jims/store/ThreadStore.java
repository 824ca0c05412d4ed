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

/// Creates or resumes threads and appends their events durably. Safe for all threads; every call
/// blocks, and a call that is interrupted restores the interrupt and ends with a [StoreException].
public interface ThreadStore extends AutoCloseable {
    Optional<ChatThread> find(ThreadId id);

    /// The newest events of a thread, at most `limit`, oldest first: in the order of `(createdAt,
    /// id)`. None for an unknown thread.
    List<ThreadEvent> events(ThreadId id, int limit);

    /// The newest events of a thread, at most `limit`, and no more than fit into so many characters
    /// of JSON, but for the last one or a few.
    default NewestEvents newestEvents(ThreadId id, int limit, long characters) {
        List<ThreadEvent> events = events(id, limit);
        return new NewestEvents(events, events.size() < limit);
    }

    /// Those of the newest `limit` events of a thread that are later than this, oldest first.
    default List<ThreadEvent> eventsAfter(ThreadId id, Instant time, int limit) {
        return events(id, limit).stream().filter(event -> event.createdAt().isAfter(time)).toList();
    }

    /// What visitor and assistant said (`comm.*`) before an event of the thread, oldest first: the
    /// last `limit` of it. Nothing where there is no such event.
    default List<ThreadEvent> messagesBefore(ThreadId id, UUID event, int limit) {
        List<ThreadEvent> all = events(id, Integer.MAX_VALUE);
        int before = all.stream().map(ThreadEvent::id).toList().indexOf(event);
        List<ThreadEvent> messages =
                all.subList(0, Math.max(0, before)).stream()
                        .filter(ThreadEvent::isCommunication)
                        .toList();
        return messages.subList(Math.max(0, messages.size() - limit), messages.size());
    }

    /// The event of a thread that has this id.
    Optional<ThreadEvent> event(ThreadId id, UUID eventId);

    /// The events of a thread in which answers were rated ([EventTypes#FEEDBACK]), at most the
    /// newest `limit`, oldest first.
    default List<ThreadEvent> feedback(ThreadId id, int limit) {
        List<ThreadEvent> all =
                events(id, Integer.MAX_VALUE).stream()
                        .filter(event -> event.type().equals(EventTypes.FEEDBACK))
                        .toList();
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    /// The last event of a thread that says who answers ([EventTypes#HANDOFF]); empty where none
    /// does.
    default Optional<ThreadEvent> lastHandoff(ThreadId id) {
        return events(id, Integer.MAX_VALUE).reversed().stream()
                .filter(event -> event.type().equals(EventTypes.HANDOFF))
                .findFirst();
    }

    /// The threads of a contact that were begun last, at most `limit`, the one in which something
    /// happened last first.
    List<ContactThread> threadsOf(String contactId, int limit);

    /// How many steps of a thread the store has taken, where several processes may share it; 0
    /// where not, for it then has nobody else to tell of. That of a deleted thread is 0 or less.
    default long version(ThreadId id) {
        return 0;
    }

    /// The processes that share this store.
    default Replicas replicas() {
        return NoReplicas.INSTANCE;
    }

    /// Stores this step; all of it is on disk when this returns.
    ///
    /// @throws ErasedThreadException if the thread has been deleted, see
    ///   [io.jims.store.archive.ThreadArchive]
    /// @throws StaleThreadException if the thread has another version than the step follows, or its
    ///   external id was given to another thread
    /// @throws RefusedRowsException if the database refuses the rows, whenever they come
    /// @throws StoreException if it could not be stored; then nothing of it was
    void store(ThreadChange change);

    /// Stores a new thread with its first events. A thread that exists stays as it is, and the
    /// events are appended to it.
    ///
    /// @throws StoreException if it could not be stored; then nothing was
    default void create(ChatThread thread, List<ThreadEvent> events) {
        store(new ThreadChange(thread.id(), thread, events, null, null));
    }

    /// Appends events to a thread, all or none; they are on disk when this returns. An event whose
    /// id the thread has already changes nothing.
    ///
    /// @throws StoreException if they could not be stored; then none was
    default void append(ThreadId id, List<ThreadEvent> events) {
        if (!events.isEmpty()) {
            store(new ThreadChange(id, null, events, null, null));
        }
    }

    /// Ids of the thread's messages that are owed an answer.
    Set<UUID> unanswered(ThreadId id);

    /// The threads that owe an answer, at most `limit`, the oldest first.
    List<ChatThread> threadsOwingAnswers(int limit);

    /// The thread that has this external id.
    Optional<ChatThread> findByExternalId(String externalId);

    /// What was used up on each day.
    DailyCounts dailyCounts();

    /// The buckets that this process shares with others on the same database; empty where it has
    /// the database to itself.
    default Optional<SharedRates> sharedRates() {
        return Optional.empty();
    }

    /// Returns if the store can be read and written at present.
    ///
    /// @throws StoreException saying what is wrong
    void check();

    /// Lets what is under way end, then releases files and connections. Later calls fail.
    @Override
    void close();
}
