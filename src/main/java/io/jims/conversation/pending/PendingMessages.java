package io.jims.conversation.pending;

import io.jims.admission.Backlog;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.ThreadEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The messages of a conversation that are not answered yet: one whose run is under way here, and
/// those that wait for theirs, the oldest first. They have one place in the server's backlog.
/// Guarded by the conversation's lock.
public final class PendingMessages {
    private static final Comparator<PendingMessage> IN_ORDER =
            Comparator.<PendingMessage, Instant>comparing(message -> message.event().createdAt())
                    .thenComparing(PendingMessage::id);

    private final Deque<PendingMessage> waiting = new ArrayDeque<>(1);
    private final BacklogPlace place;
    private final int max;

    /// Read without the lock by whoever stops its run.
    private volatile @Nullable PendingMessage active;

    private boolean answering;

    /// Whether a place was taken for one that is not here yet.
    private boolean entering;

    /// Whether the active message was still owed an answer when the thread was read last.
    private boolean activeOwed;

    /// @param backlog of the server, where they have a place
    /// @param max messages that may wait
    public PendingMessages(Backlog backlog, int max) {
        this.place = new BacklogPlace(backlog);
        this.max = max;
    }

    /// The one whose run is under way. Needs no lock.
    public @Nullable PendingMessage active() {
        return active;
    }

    /// The one that waits longest.
    public @Nullable PendingMessage next() {
        return waiting.peek();
    }

    public boolean isEveryoneAnswered() {
        return waiting.isEmpty();
    }

    public boolean isWaiting(UUID messageId) {
        return waiting.stream().anyMatch(message -> message.id().equals(messageId));
    }

    public boolean contains(UUID messageId) {
        return (active != null && active.id().equals(messageId)) || isWaiting(messageId);
    }

    /// The events of those that wait, without this one.
    public List<ThreadEvent> waitingBeside(PendingMessage excluded) {
        return waiting.stream()
                .filter(message -> message != excluded)
                .map(PendingMessage::event)
                .toList();
    }

    /// Takes a place for one more; [#add] or [#leaveUnlessNeeded] must follow.
    ///
    /// @throws ChatException `BUSY` if too many wait, `OVERLOADED` if there is no place
    public void enter() {
        if (waiting.size() >= max) {
            throw new ChatException(
                    ErrorCode.BUSY,
                    "At most " + max + " messages may wait. Please wait for an answer.");
        }
        place.enter();
        entering = true;
    }

    public void leaveUnlessNeeded() {
        entering = false;
        if (!answering && waiting.isEmpty()) {
            place.leave();
        }
    }

    public void add(PendingMessage message) {
        entering = false;
        waiting.add(message);
    }

    /// Someone answers them from now on, until [#endAnswering].
    ///
    /// @return false if someone does already
    public boolean beginAnswering() {
        if (answering) {
            return false;
        }
        answering = true;
        place.enterOwed();
        return true;
    }

    public void endAnswering() {
        answering = false;
        if (!entering) {
            place.leave();
        }
    }

    /// The message's run begins.
    public void begin(PendingMessage message) {
        waiting.remove(message);
        active = message;
        activeOwed = message.isOwed();
    }

    /// No run is under way any more.
    public void end() {
        active = null;
    }

    /// The active message is answered. Its place is free before visitors hear of that: their next
    /// one may come at once.
    public void settle() {
        active = null;
        if (waiting.isEmpty() && !entering) {
            place.leave();
        }
    }

    /// Whether the active message has been answered elsewhere in the meantime.
    public boolean isSuperseded(PendingMessage message) {
        return message.isOwed() && !activeOwed;
    }

    /// Those that wait, the oldest first.
    public List<PendingMessage> waiting() {
        return List.copyOf(waiting);
    }

    /// It is owed no answer any more.
    public void remove(PendingMessage message) {
        waiting.remove(message);
    }

    /// Lets wait what is owed an answer, and nothing else.
    ///
    /// @param owed ids of messages
    /// @param find the thread's event of an id; asked for those that are not known
    /// @param create makes a message that was not known
    /// @return ids of those that wait no more
    public List<UUID> replace(
            Set<UUID> owed,
            Function<UUID, Optional<ThreadEvent>> find,
            Function<ThreadEvent, PendingMessage> create) {
        Set<UUID> missing = new HashSet<>(owed);
        activeOwed = active != null && missing.remove(active.id());
        Map<UUID, PendingMessage> known = new LinkedHashMap<>();
        waiting.forEach(message -> known.put(message.id(), message));
        List<PendingMessage> present =
                missing.stream()
                        .flatMap(id ->
                                Optional.ofNullable(known.remove(id))
                                        .or(() -> find.apply(id).map(create))
                                        .stream())
                        .sorted(IN_ORDER)
                        .toList();
        waiting.clear();
        waiting.addAll(present);
        return List.copyOf(known.keySet());
    }
}
