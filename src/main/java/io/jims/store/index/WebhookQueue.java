package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a webhook has still to tell of: the feed of [ThreadIndex#news], which is kept for it, with
/// a cursor that outlives processes. One sender among all processes has it at a time. Safe for all
/// threads; every call blocks, and throws a [io.jims.store.StoreException] if the database cannot
/// be asked.
///
/// A queue that nobody has used yet begins at its end: what was stored before is not told.
public interface WebhookQueue {
    /// Takes the queue, or keeps it, for a time by the database's clock.
    ///
    /// @return the cursor; empty while another sender has the queue
    OptionalLong claim(String sender, Duration lease);

    /// Lets another sender have it at once.
    void release(String sender);

    /// Events behind a position, in order.
    List<Queued> next(long after, int limit);

    /// Events of a thread from one position to another, both among them, in order.
    List<Queued> ofThread(ThreadId thread, long from, long until, int limit);

    /// Threads that wait behind an event that the receiver refused, the longest waiting first.
    List<Held> held();

    /// What has not been told up to the end of the feed, but what lies between the cursor and a
    /// position, which the sender knows.
    Backlog backlog(long position);

    /// Moves the cursor, and has threads wait from now on.
    ///
    /// @return false, and nothing happened, where another sender has the queue
    boolean advance(String sender, long position, List<Held> held);

    /// Lets a thread go on with the others.
    ///
    /// @return false, and nothing happened, where another sender has the queue
    boolean letGo(String sender, ThreadId thread);

    /// Leaves out what is further back than so many events.
    ///
    /// @return how many of the feed that is, at most
    long skip(String sender, long most);

    /// Keeps the feed for nobody any more.
    void forget();

    /// An event that is to be told.
    ///
    /// @param position counts up
    /// @param isOld whether it was stored before the queue began
    record Queued(
            long position, ThreadId thread, UUID eventId, String type, Instant at, boolean isOld) {}

    /// A thread that waits.
    ///
    /// @param position of the first event that the receiver has not taken
    /// @param attempts how often that was tried
    /// @param due when it is tried again
    record Held(ThreadId thread, long position, int attempts, Instant due) {}

    /// What waits.
    ///
    /// @param behind events behind the position, of all types
    /// @param held events of threads that wait behind a refused one, up to the position
    /// @param oldestHeld when the first of these was stored; null where there are none
    record Backlog(long behind, long held, @Nullable Instant oldestHeld) {}
}
