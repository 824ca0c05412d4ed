package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The events that a webhook has yet to deliver: the feed of [ThreadIndex#news], retained for it,
/// with a persistent cursor. One sender among all processes holds it at a time. Safe for all
/// threads; every call blocks, and throws a [io.jims.store.StoreException] if the database cannot
/// be reached.
///
/// A new queue begins at its end: earlier events are not delivered.
public interface WebhookQueue {
    /// Takes or renews the lease on the queue, by the database's clock.
    ///
    /// @return the cursor; empty while another sender has the queue
    OptionalLong claim(String sender, Duration lease);

    /// Releases the lease.
    void release(String sender);

    /// Events after a position, in order.
    List<Queued> next(long after, int limit);

    /// Events of a thread between two positions, both inclusive, in order.
    List<Queued> ofThread(ThreadId thread, long from, long until, int limit);

    /// Threads that wait at an event that the receiver refused, the longest waiting first.
    List<Held> held();

    /// What has not been told up to the end of the feed, but what lies between the cursor and a
    /// position, which the sender knows.
    Backlog backlog(long position);

    /// Moves the cursor, and adds waiting threads.
    ///
    /// @return false, without any change, if another sender has the lease
    boolean advance(String sender, long position, List<Held> held);

    /// Removes a waiting thread: it continues with the others.
    ///
    /// @return false, without any change, if another sender has the lease
    boolean letGo(String sender, ThreadId thread);

    /// Skips events that are further back than this number.
    ///
    /// @return how many positions were skipped, at most
    long skip(String sender, long most);

    /// Stops retaining the feed.
    void forget();

    /// An event to deliver.
    ///
    /// @param position increases in the order of the feed
    /// @param isOld whether it was stored before the queue was created
    record Queued(
            long position, ThreadId thread, UUID eventId, String type, Instant at, boolean isOld) {}

    /// A waiting thread.
    ///
    /// @param position of the first event that the receiver has not accepted
    /// @param attempts to deliver that event
    /// @param due time of the next attempt
    record Held(ThreadId thread, long position, int attempts, Instant due) {}

    /// What waits.
    ///
    /// @param behind events behind the position, of all types
    /// @param held events of threads that wait behind a refused one, up to the position
    /// @param oldestHeld when the first of these was stored; null where there are none
    record Backlog(long behind, long held, @Nullable Instant oldestHeld) {}
}
