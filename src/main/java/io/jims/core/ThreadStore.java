package io.jims.core;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Creates or resumes threads and appends their events durably. Safe for all threads; every call
/// blocks, and a call that is interrupted restores the interrupt and ends with a [StoreException].
public interface ThreadStore extends AutoCloseable {
    Optional<ChatThread> find(ThreadId id);

    /// The newest events of a thread, at most `limit`, oldest first: in the order of `(createdAt,
    /// id)`. None for an unknown thread.
    List<ThreadEvent> events(ThreadId id, int limit);

    /// Stores this step; all of it is on disk when this returns.
    ///
    /// @throws StoreException if it could not be stored; then nothing of it was
    void store(ThreadChange change);

    /// Ids of the thread's messages that are owed an answer, oldest first.
    List<UUID> unanswered(ThreadId id);

    /// The threads that owe an answer, at most `limit`, in the order in which their messages came.
    List<ChatThread> threadsOwingAnswers(int limit);

    /// The thread that has this external id.
    Optional<ChatThread> findByExternalId(String externalId);

    /// Returns if the store can be read and written at present.
    ///
    /// @throws StoreException saying what is wrong
    void check();

    /// Lets what is under way end, then releases files and connections. Later calls fail.
    @Override
    void close();
}
