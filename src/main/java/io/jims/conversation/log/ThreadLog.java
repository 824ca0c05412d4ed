package io.jims.conversation.log;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.ErasedThreadException;
import io.jims.store.NewestEvents;
import io.jims.store.RefusedRowsException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thread in memory: what is stored there goes through it, and what others stored it follows.
/// It knows how far it has come ([LogPosition]), and what was said as long as there is room for
/// that ([ThreadHistory]). So a message costs the same on a long thread, and an open thread in
/// which nothing happens costs nearly nothing.
///
/// Used by one thread at a time; the caller sees to that.
public final class ThreadLog {
    private final ThreadStore store;
    private final ChatThread thread;
    private final int historyEvents;
    private final EventClock clock = new EventClock();
    private final LogPosition position = new LogPosition();
    private final ThreadHistory history;

    /// How far a log followed the store.
    ///
    /// @param until the time of the last event
    /// @param mode who answered then
    public record Position(Instant until, Mode mode) {}

    private ThreadLog(ThreadStore store, ChatThread thread, HistoryCache cache) {
        this.store = store;
        this.thread = thread;
        this.historyEvents = cache.events();
        this.history = new ThreadHistory(store, thread.id(), cache, position);
    }

    /// A thread that exists in memory only, until its first message.
    public static ThreadLog create(ThreadStore store, ChatThread thread, HistoryCache cache) {
        ThreadLog log = new ThreadLog(store, thread, cache);
        log.history.clear();
        return log;
    }

    /// A thread that the store has, with its events read.
    public static ThreadLog resume(ThreadStore store, ChatThread thread, HistoryCache cache) {
        ThreadLog log = new ThreadLog(store, thread, cache);
        log.position.setVersion(store.version(thread.id())); // before the events: they may be newer
        NewestEvents read = log.history.read();
        read.events().forEach(log::follow);
        if (!read.whole()) {
            log.position.setMode(log.storedMode());
        }
        log.history.keep(read);
        return log;
    }

    public ChatThread thread() {
        return thread;
    }

    /// Whether the store has the thread: true from its first message on.
    public boolean isStored() {
        return position.isStored();
    }

    /// The events so far, oldest first; does not change later.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> events() {
        return history.events();
    }

    /// Keeps what is in memory of the events until [#releaseEvents]: a run sees them.
    public void holdEvents() {
        history.hold();
    }

    /// They may be dropped again.
    public void releaseEvents() {
        history.release();
    }

    /// Drops the events from memory: nobody has the thread open any more.
    public void close() {
        history.close();
    }

    /// How many steps of the thread it has followed, see [ThreadStore#version].
    public long version() {
        return position.version();
    }

    /// What other processes stored since. Reads all that [#follow] needs, and changes nothing.
    ///
    /// @return empty if they stored nothing
    /// @throws StoreException if it cannot be read at present
    public Optional<StoredSteps> stepsToFollow() {
        long found = store.version(thread.id());
        if (found == position.version()) {
            return Optional.empty();
        }
        if (found <= 0) { // it was deleted
            return Optional.of(StoredSteps.ofDeleted(found));
        }
        Set<UUID> owedBefore = store.unanswered(thread.id()); // before the answers to what is not
        List<ThreadEvent> later = store.eventsAfter(thread.id(), position.until(), historyEvents);
        Set<UUID> owed = withOwedSince(owedBefore, later);
        boolean mayBeOthers = later.size() == historyEvents; // between
        return Optional.of(
                new StoredSteps(
                        ThreadNews.of(later, owed, position.mode()),
                        found,
                        mayBeOthers ? storedMode() : null));
    }

    /// Those, and what was asked between the two reads.
    private Set<UUID> withOwedSince(Set<UUID> owed, List<ThreadEvent> later) {
        List<UUID> asked =
                later.stream()
                        .filter(ThreadEvent::isFromUser)
                        .map(ThreadEvent::id)
                        .filter(id -> !owed.contains(id))
                        .toList();
        if (asked.isEmpty()) {
            return owed;
        }
        Set<UUID> all = new HashSet<>(store.unanswered(thread.id()));
        all.retainAll(asked);
        all.addAll(owed);
        return all;
    }

    /// Follows what was read just now. Needs no store, so that it is done whole.
    public void follow(StoredSteps steps) {
        if (steps.isDeleted()) {
            beginAnew(steps.version());
            return;
        }
        steps.news().events().forEach(this::add);
        Mode storedMode = steps.storedMode();
        if (storedMode != null) {
            history.expectOlder();
            position.setMode(storedMode);
        }
        position.setVersion(steps.version());
    }

    /// How far it follows the store.
    public Position position() {
        return new Position(position.until(), position.mode());
    }

    /// What was stored since another log of this thread stood there: as many events as are kept of
    /// a thread at least, the newest.
    ///
    /// @param owed ids of the messages that are owed an answer now
    /// @throws StoreException if it cannot be read at present
    public ThreadNews newsSince(Position before, Set<UUID> owed) {
        return ThreadNews.of(history.eventsAfter(before.until()), owed, before.mode());
    }

    /// The events in memory may not say it.
    private Mode storedMode() {
        return store.lastHandoff(thread.id()).flatMap(Handoff::modeOf).orElse(Mode.ASSISTANT);
    }

    /// Whether a person answers: no run does, and no message is owed an answer.
    public boolean isWithPerson() {
        return position.mode() == Mode.HUMAN;
    }

    /// Stores who answers from now on.
    ///
    /// @return empty if they do already
    /// @throws ErasedThreadException if the thread has been deleted
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public Optional<ThreadEvent> handOff(Handoff handoff) {
        return handoff.mode() == position.mode()
                ? Optional.empty()
                : Optional.of(note(Uuid7.next(), EventTypes.HANDOFF, handoff.toData()));
    }

    /// Stores that a message is owed an answer no more: a person has the thread.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public UUID release(UUID messageId) {
        append(change(List.of(), null, messageId));
        return messageId;
    }

    /// Whether the message with this id has been received before.
    ///
    /// @throws StoreException if that cannot be found out at present
    public boolean hasReceived(UUID messageId) {
        return find(messageId).filter(ThreadEvent::isFromUser).isPresent();
    }

    /// The thread's event with this id. Asks the store only where older events are not in memory.
    ///
    /// @throws StoreException if the store cannot be asked at present
    public Optional<ThreadEvent> find(UUID id) {
        Optional<ThreadEvent> known = findInMemory(id);
        return known.isPresent() || !hasOthers() ? known : findStored(id);
    }

    /// The same among the events in memory.
    public Optional<ThreadEvent> findInMemory(UUID id) {
        return history.findInMemory(id);
    }

    /// Whether the store has events that are not in memory.
    public boolean hasOthers() {
        return history.hasOthers();
    }

    /// The event that the store has of this id. Safe for all threads.
    ///
    /// @throws StoreException if the store cannot be asked at present
    public Optional<ThreadEvent> findStored(UUID id) {
        return store.event(thread.id(), id);
    }

    /// Whether the last word is the visitor's.
    public boolean awaitsAnswer() {
        return position.awaitsAnswer();
    }

    /// The messages that are owed an answer, oldest first, however much came after them.
    public List<ThreadEvent> unanswered() {
        if (!isStored()) {
            return List.of();
        }
        return store.unanswered(thread.id()).stream()
                .flatMap(id -> find(id).stream())
                .filter(position::includes)
                .sorted(Comparator.comparing(ThreadEvent::createdAt))
                .toList();
    }

    /// Stores a user's message: it is on disk when this returns. Where the thread has been deleted,
    /// it begins anew with this message.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public ThreadEvent receive(UserMessage message) {
        try {
            return store(message);
        } catch (ErasedThreadException e) {
            beginAnew(0);
            return store(message);
        }
    }

    /// The visitor's last message, if it has this id and no answer that is whole: its run failed or
    /// was stopped.
    public Optional<ThreadEvent> unansweredLast(UUID messageId) {
        return isWithPerson() ? Optional.empty() : RunRetry.wanted(events(), messageId);
    }

    /// Stores that a message is owed an answer again.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public UUID retry(UUID messageId) {
        ThreadEvent event = clock.event(EventTypes.RUN_RETRIED, new RunRetry(messageId).toData());
        append(change(List.of(event), messageId, null));
        return messageId;
    }

    /// How answers were rated, by message; without those that were taken back.
    public Map<UUID, Rating> ratings() {
        return history.ratings().standing();
    }

    /// Whether this is what the visitor thinks already.
    public boolean isRated(Feedback feedback) {
        return history.ratings().isLast(feedback);
    }

    /// Stores what the visitor thinks of an answer, and tells those who look after the assistant
    /// where they do not like it.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public Feedback rate(Feedback feedback) {
        append(change(history.ratings().toStore(feedback, clock), null, null));
        return feedback;
    }

    /// Stores an event of a run under way.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if it could not be stored
    public ThreadEvent note(UUID id, String type, Map<String, @Nullable Object> data) {
        ThreadEvent event = clock.event(id, type, data);
        append(change(List.of(event), null, null));
        return event;
    }

    /// What visitor and assistant said before an event, oldest first, from the store. Safe for all
    /// threads.
    public List<ThreadEvent> messagesBefore(UUID event, int most) {
        return store.messagesBefore(thread.id(), event, most);
    }

    private ThreadEvent store(UserMessage message) {
        boolean handsOff = message.wantsPerson() && !isWithPerson();
        Map<?, ?> known = message.visitor() == null ? Map.of() : Told.lastByToken(events());
        List<ThreadEvent> events = MessageEvents.of(message, !isStored(), handsOff, known, clock);
        boolean isOwed = message.owed() && !message.wantsPerson() && !isWithPerson();
        append(
                new ThreadChange(
                        thread.id(),
                        isStored() ? null : thread,
                        events,
                        isOwed ? message.id() : null,
                        null,
                        position.version()));
        position.setStored();
        return events.getLast();
    }

    /// The events that the run of a message sees. Where other messages came in the meantime, it
    /// sees none of them, and its own one last, as if the visitor had waited.
    ///
    /// @param waiting messages that came later and have runs of their own
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> upTo(ThreadEvent message, Collection<ThreadEvent> waiting) {
        return upTo(message, waiting, position.until());
    }

    /// The same, of the events until a time.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> upTo(
            ThreadEvent message, Collection<ThreadEvent> waiting, Instant until) {
        return MessageEvents.seenBy(message, events(), waiting, until);
    }

    /// The same for a run that may not ask for them: what is not in memory is not read before.
    ///
    /// @param later reads those until this time, see [#upTo]
    public List<ThreadEvent> forRun(
            ThreadEvent message,
            Collection<ThreadEvent> waiting,
            Function<Instant, List<ThreadEvent>> later) {
        if (history.isInMemory()) {
            return upTo(message, waiting);
        }
        Instant until = position.until();
        return new UnreadEvents(message, () -> later.apply(until));
    }

    /// Stores what a run sent, and that its message is answered; nothing where the thread has been
    /// deleted meanwhile.
    ///
    /// @return the events as they are stored
    /// @throws StaleThreadException if another process has written to the thread: see
    ///   [#stepsToFollow]
    /// @throws StoreException if they could not be stored; the message is then still owed an answer
    public List<ThreadEvent> settle(UserMessage message, List<ThreadEvent> sent) {
        return settle(message.owed() ? message.id() : null, sent);
    }

    /// Stores that the run for a message that was owed an answer failed; it will not run again.
    ///
    /// @return what was stored
    public List<ThreadEvent> settleFailure(UserMessage message, ChatException failure) {
        if (message.owed()) {
            Map<String, @Nullable Object> data = RunFailure.of(message.id(), failure).toData();
            ThreadEvent event = clock.event(EventTypes.RUN_FAILED, data);
            try {
                return settle(message.id(), List.of(event));
            } catch (RefusedRowsException e) { // it is owed no answer all the same
                return settle(message.id(), List.of());
            }
        }
        return List.of();
    }

    private List<ThreadEvent> settle(@Nullable UUID answered, List<ThreadEvent> sent) {
        if (answered == null && sent.isEmpty()) {
            return sent;
        }
        List<ThreadEvent> events = sent.stream().map(event -> event.at(clock.next())).toList();
        if (isStored()) {
            try {
                append(change(events, null, answered));
            } catch (ErasedThreadException e) {
                beginAnew(0);
            }
        }
        return events;
    }

    /// A change of this version of the thread.
    ///
    /// @param owed a message that is owed an answer from now on
    /// @param answered one that is not any more
    private ThreadChange change(
            List<ThreadEvent> events, @Nullable UUID owed, @Nullable UUID answered) {
        return new ThreadChange(thread.id(), null, events, owed, answered, position.version());
    }

    /// Stores a change of this thread, and follows it.
    private void append(ThreadChange change) {
        store.store(change);
        position.followChange();
        change.events().forEach(this::add);
    }

    /// Forgets what was said before: whoever had it deleted does not want it used.
    private void beginAnew(long found) {
        position.beginAnew(found);
        history.clear();
    }

    private void add(ThreadEvent event) {
        follow(event);
        history.add(event);
    }

    private void follow(ThreadEvent event) {
        position.follow(event);
        clock.follow(event.createdAt());
    }
}
