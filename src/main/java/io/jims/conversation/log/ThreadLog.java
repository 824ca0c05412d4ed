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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

/// One thread in memory: how far it follows the store, and what was said, as long as the cache has
/// room for that; where it has not, it is read again when it is needed. So a message costs the same
/// on a long thread, and an open thread in which nothing happens costs nearly nothing.
///
/// Used by one thread at a time; the caller sees to that.
public final class ThreadLog {
    /// How many ratings of a very long thread are read, the newest.
    private static final int MAX_RATINGS = 2_000;

    private final ThreadStore store;
    private final ChatThread thread;
    private final HistoryCache cache;
    private boolean stored;
    private long version;

    /// No event is made with an earlier time.
    private Instant lastEventAt = Instant.EPOCH;

    /// The time of the last event that is followed; the store may have later ones.
    private Instant followedUntil = Instant.EPOCH;

    private @Nullable UUID lastEvent;
    private boolean awaitsAnswer;

    /// Who answers.
    private Mode mode = Mode.ASSISTANT;

    /// Whether a run sees the events: those in memory stay there.
    private boolean holding;

    private @Nullable RecentEvents held;

    private ThreadLog(
            ThreadStore store,
            ChatThread thread,
            HistoryCache cache,
            long version,
            boolean stored) {
        this.store = store;
        this.thread = thread;
        this.cache = cache;
        this.version = version;
        this.stored = stored;
    }

    /// A thread that exists in memory only, until its first message.
    public static ThreadLog create(ThreadStore store, ChatThread thread, HistoryCache cache) {
        ThreadLog log = new ThreadLog(store, thread, cache, 0, false);
        log.cache(log.none());
        return log;
    }

    /// A thread that the store has, with its events read.
    public static ThreadLog resume(ThreadStore store, ChatThread thread, HistoryCache cache) {
        long version = store.version(thread.id()); // before the events: they may be newer
        ThreadLog log = new ThreadLog(store, thread, cache, version, true);
        NewestEvents read = log.read();
        read.events().forEach(log::track);
        if (!read.whole()) {
            log.readMode();
        }
        log.cache(log.followed(read));
        return log;
    }

    public ChatThread thread() {
        return thread;
    }

    /// Whether the store has the thread: true from its first message on.
    public boolean isStored() {
        return stored;
    }

    /// The events so far, oldest first; does not change later.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> events() {
        return recent().snapshot();
    }

    /// Keeps what is in memory of the events until [#releaseEvents]: a run sees them.
    public void holdEvents() {
        holding = true;
        held = cache.get(this);
    }

    /// They may be dropped again.
    public void releaseEvents() {
        holding = false;
        held = null;
    }

    /// Drops the events from memory: nobody has the thread open any more.
    public void close() {
        releaseEvents();
        cache.drop(this);
    }

    /// Id of the last event that it follows; null where there is none.
    public @Nullable UUID lastEvent() {
        return lastEvent;
    }

    /// How many steps of the thread it has followed, see [ThreadStore#version].
    public long version() {
        return version;
    }

    /// Follows what other processes stored since.
    ///
    /// @return empty if they stored nothing
    public Optional<ThreadNews> refresh() {
        long found = store.version(thread.id());
        if (found == version) {
            return Optional.empty();
        }
        if (found <= 0) { // it was deleted
            beginAnew();
            version = found;
            return Optional.of(new ThreadNews(List.of(), Set.of()));
        }
        Set<UUID> owed = store.unanswered(thread.id()); // before the answers to what is not
        List<ThreadEvent> later = store.eventsAfter(thread.id(), followedUntil, cache.events());
        boolean mayBeOthers = later.size() == cache.events(); // between
        RecentEvents present = inMemory();
        if (present != null && mayBeOthers) {
            present.expectOlder();
        }
        Set<UUID> toPerson = new HashSet<>();
        for (ThreadEvent event : later) {
            add(event);
            if (mode == Mode.HUMAN && event.isFromUser()) {
                toPerson.add(event.id());
            }
        }
        if (mayBeOthers) {
            readMode();
        }
        stored = true;
        version = found;
        return Optional.of(new ThreadNews(later, owed, toPerson));
    }

    /// The events in memory may not say it.
    private void readMode() {
        mode = store.lastHandoff(thread.id()).flatMap(Handoff::modeOf).orElse(Mode.ASSISTANT);
    }

    /// Whether a person answers: no run does, and no message is owed an answer.
    public boolean isWithPerson() {
        return mode == Mode.HUMAN;
    }

    /// Stores who answers from now on.
    ///
    /// @return empty if they do already
    /// @throws ErasedThreadException if the thread has been deleted
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public Optional<ThreadEvent> handOff(Handoff handoff) {
        return handoff.mode() == mode
                ? Optional.empty()
                : Optional.of(note(Uuid7.next(), EventTypes.HANDOFF, handoff.toData()));
    }

    /// Stores that a message is owed an answer no more: a person has the thread.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public UUID release(UUID messageId) {
        append(new ThreadChange(thread.id(), null, List.of(), null, messageId, version));
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
        RecentEvents present = inMemory();
        return present == null ? Optional.empty() : present.find(id);
    }

    /// Whether the store has events that are not in memory.
    public boolean hasOthers() {
        RecentEvents present = inMemory();
        return stored && (present == null || !present.isWhole());
    }

    /// The event that the store has of this id. Safe for all threads.
    ///
    /// @throws StoreException if the store cannot be asked at present
    public Optional<ThreadEvent> findStored(UUID id) {
        return store.event(thread.id(), id);
    }

    /// Whether the last word is the visitor's.
    public boolean awaitsAnswer() {
        return awaitsAnswer;
    }

    /// The messages that are owed an answer, oldest first, however much came after them.
    public List<ThreadEvent> unanswered() {
        if (!stored) {
            return List.of();
        }
        return store.unanswered(thread.id()).stream()
                .flatMap(id -> find(id).stream())
                .filter(event -> !event.createdAt().isAfter(followedUntil))
                .sorted(Comparator.comparing(ThreadEvent::createdAt))
                .toList();
    }

    /// Stores a user's message: it is on disk when this returns. Where the thread has been deleted,
    /// it begins anew with this message.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public ThreadEvent receive(UserMessage message) {
        try {
            return store(message);
        } catch (ErasedThreadException e) {
            beginAnew();
            return store(message);
        }
    }

    /// The visitor's last message, if it has this id and no answer that is whole: its run failed or
    /// was stopped.
    public Optional<ThreadEvent> unansweredLast(UUID messageId) {
        boolean failed = false;
        if (isWithPerson()) {
            return Optional.empty();
        }
        for (ThreadEvent event : events().reversed()) {
            if (event.isFromUser()) {
                return Optional.of(event).filter(last -> last.id().equals(messageId));
            }
            if (Handoff.modeOf(event).isPresent()) { // what was said before was to a person
                return Optional.empty();
            }
            failed |= RunFailure.of(event).filter(it -> it.message().equals(messageId)).isPresent();
            boolean stopped = Boolean.TRUE.equals(event.data().get("stopped"));
            if (event.isCommunication() && !stopped && !failed) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Stores that a message is owed an answer again.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public UUID retry(UUID messageId) {
        ThreadEvent event =
                event(Uuid7.next(), EventTypes.RUN_RETRIED, new RunRetry(messageId).toData());
        append(new ThreadChange(thread.id(), null, List.of(event), messageId, null, version));
        return messageId;
    }

    /// How answers were rated, by message; without those that were taken back.
    public Map<UUID, Rating> ratings() {
        return ratingsRead().standing();
    }

    /// Whether this is what the visitor thinks already.
    public boolean isRated(Feedback feedback) {
        return ratingsRead().isLast(feedback);
    }

    /// Stores what the visitor thinks of an answer, and tells those who look after the assistant
    /// where they do not like it.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public Feedback rate(Feedback feedback) {
        ThreadEvent rated = event(Uuid7.next(), EventTypes.FEEDBACK, feedback.toData());
        List<ThreadEvent> events = new ArrayList<>(3);
        events.add(rated);
        Remark former = ratingsRead().remarkOn(feedback.message());
        Remark.on(feedback, rated.id(), former)
                .ifPresent(remark -> {
                    events.add(
                            event(
                                    remark.id(),
                                    EventTypes.BACKOFFICE_FEEDBACK,
                                    remark.toData(feedback)));
                    if (former != null) {
                        events.add(
                                event(
                                        Uuid7.next(),
                                        EventTypes.BACKOFFICE_DELETION,
                                        former.toDeletion()));
                    }
                });
        append(new ThreadChange(thread.id(), null, events, null, null, version));
        return feedback;
    }

    /// The last call of a page action by this name that a run for this message made.
    public Optional<PageCall> lastCall(UUID message, String name) {
        return events().reversed().stream()
                .flatMap(event -> PageCall.of(event).stream())
                .filter(call -> call.message().equals(message) && call.name().equals(name))
                .findFirst();
    }

    /// What came of a call; empty where that is not known.
    public Optional<PageCall.Result> resultOf(PageCall call) {
        return events().reversed().stream()
                .flatMap(event -> PageCall.Result.of(event).stream())
                .filter(result -> result.call().equals(call.id()))
                .findFirst();
    }

    /// Stores an event of a run under way.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public ThreadEvent note(UUID id, String type, Map<String, @Nullable Object> data) {
        ThreadEvent event = event(id, type, data);
        append(new ThreadChange(thread.id(), null, List.of(event), null, null, version));
        return event;
    }

    private Ratings ratingsRead() {
        RecentEvents present = recent();
        Ratings known = present.ratings();
        if (known == null) {
            known =
                    Ratings.of(
                            present.isWhole()
                                    ? present.snapshot()
                                    : store.feedback(thread.id(), MAX_RATINGS));
            present.keep(known);
        }
        return known;
    }

    /// What visitor and assistant said before an event, oldest first, from the store. Safe for all
    /// threads.
    public List<ThreadEvent> messagesBefore(UUID event, int most) {
        return store.messagesBefore(thread.id(), event, most);
    }

    private ThreadEvent store(UserMessage message) {
        List<ThreadEvent> events = new ArrayList<>(4);
        if (!stored) {
            events.add(event(Uuid7.next(), EventTypes.THREAD_CREATED, Map.of()));
            if (message.language() != null) {
                events.add(
                        event(
                                Uuid7.next(),
                                EventTypes.LANGUAGE,
                                Map.of("lang", message.language())));
            }
        }
        addTold(message, events);
        if (message.wantsPerson() && !isWithPerson()) {
            events.add(event(Uuid7.next(), EventTypes.HANDOFF, Handoff.byVisitor().toData()));
        }
        ThreadEvent event = event(message.id(), message.eventType(), message.eventData());
        events.add(event);
        boolean isOwed = message.owed() && !message.wantsPerson() && !isWithPerson();
        UUID owed = isOwed ? message.id() : null;
        append(new ThreadChange(thread.id(), stored ? null : thread, events, owed, null, version));
        stored = true;
        return event;
    }

    /// What the message brings with it, where that is new.
    private void addTold(UserMessage message, List<ThreadEvent> events) {
        Map<String, @Nullable Object> visitor = message.visitor();
        if (visitor != null && !visitor.equals(visitorKnown())) {
            events.add(event(Uuid7.next(), EventTypes.VISITOR, Told.byToken(visitor)));
        }
        if (message.page() != null) {
            events.add(
                    event(
                            Uuid7.next(),
                            EventTypes.PAGE,
                            Told.byPage(message.id(), message.page())));
        }
    }

    /// What the visitor's token said of them last, as far as that is in memory; nothing where it
    /// never did.
    private Map<?, ?> visitorKnown() {
        return events().reversed().stream()
                .filter(event -> event.type().equals(EventTypes.VISITOR))
                .findFirst()
                .<Map<?, ?>>map(event ->
                        event.data().get("visitor") instanceof Map<?, ?> told ? told : Map.of())
                .orElse(Map.of());
    }

    /// The events that the run of a message sees. Where other messages came in the meantime, it
    /// sees none of them, and its own one last, as if the visitor had waited.
    ///
    /// @param waiting messages that came later and have runs of their own
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> upTo(ThreadEvent message, Collection<ThreadEvent> waiting) {
        return upTo(message, waiting, followedUntil);
    }

    /// The same for a run that may not ask for them: what is not in memory is not read before.
    ///
    /// @param later reads those until this time, see [#upTo]
    public List<ThreadEvent> forRun(
            ThreadEvent message,
            Collection<ThreadEvent> waiting,
            Function<Instant, List<ThreadEvent>> later) {
        if (inMemory() != null) {
            return upTo(message, waiting);
        }
        Instant until = followedUntil;
        return new UnreadEvents(message, () -> later.apply(until));
    }

    /// The same, of the events until a time.
    ///
    /// @throws StoreException if they are not in memory and cannot be read at present
    public List<ThreadEvent> upTo(
            ThreadEvent message, Collection<ThreadEvent> waiting, Instant until) {
        List<ThreadEvent> all = events();
        if (waiting.isEmpty() && !all.isEmpty() && all.getLast().id().equals(message.id())) {
            return all;
        }
        List<UUID> hidden = new ArrayList<>(waiting.stream().map(ThreadEvent::id).toList());
        hidden.add(message.id());
        List<ThreadEvent> seen = new ArrayList<>(all.size());
        all.stream()
                .filter(event -> !event.createdAt().isAfter(until))
                .filter(event -> !hidden.contains(event.id()) && !Told.isByPageWith(hidden, event))
                .forEach(seen::add);
        all.stream()
                .filter(event -> Told.isByPageWith(List.of(message.id()), event))
                .forEach(seen::add);
        seen.add(message);
        return List.copyOf(seen);
    }

    /// Stores what a run sent, and that its message is answered; nothing where the thread has been
    /// deleted meanwhile.
    ///
    /// @return the events as they are stored
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
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
            ThreadEvent event = event(Uuid7.next(), EventTypes.RUN_FAILED, data);
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
        List<ThreadEvent> events = sent.stream().map(event -> event.at(nextTime())).toList();
        if (stored) {
            try {
                append(new ThreadChange(thread.id(), null, events, null, answered, version));
            } catch (ErasedThreadException e) {
                beginAnew();
            }
        }
        return events;
    }

    /// Stores a change of this thread, and follows it.
    private void append(ThreadChange change) {
        store.store(change);
        version++;
        change.events().forEach(this::add);
    }

    /// Forgets what was said before: whoever had it deleted does not want it used.
    private void beginAnew() {
        stored = false;
        version = 0;
        followedUntil = Instant.EPOCH;
        lastEvent = null;
        awaitsAnswer = false;
        mode = Mode.ASSISTANT;
        cache(none());
    }

    private void add(ThreadEvent event) {
        RecentEvents present = inMemory();
        track(event);
        if (present != null) {
            present.add(event);
            cache(present);
        }
    }

    private void track(ThreadEvent event) {
        lastEvent = event.id();
        followedUntil = event.createdAt();
        if (followedUntil.isAfter(lastEventAt)) {
            lastEventAt = followedUntil;
        }
        if (event.isCommunication() && !event.isFromPerson()) {
            awaitsAnswer = event.isFromUser();
        }
        mode = Handoff.modeOf(event).orElse(mode);
    }

    private RecentEvents recent() {
        RecentEvents present = inMemory();
        if (present == null) {
            present = stored ? followed(read()) : none();
            cache(present);
        }
        return present;
    }

    private @Nullable RecentEvents inMemory() {
        return held == null ? cache.get(this) : held;
    }

    private void cache(RecentEvents recent) {
        held = holding ? recent : null;
        cache.put(this, recent);
    }

    private NewestEvents read() {
        return store.newestEvents(thread.id(), cache.events(), cache.threadBytes());
    }

    /// The events up to the last one that is followed.
    private RecentEvents followed(NewestEvents read) {
        List<ThreadEvent> events =
                read.events().stream()
                        .filter(event -> !event.createdAt().isAfter(followedUntil))
                        .toList();
        RecentEvents followed = new RecentEvents(events, cache.events(), cache.threadBytes());
        if (!read.whole()) {
            followed.expectOlder();
        }
        return followed;
    }

    private RecentEvents none() {
        return new RecentEvents(List.of(), cache.events(), cache.threadBytes());
    }

    private ThreadEvent event(UUID id, String type, Map<String, @Nullable Object> data) {
        return new ThreadEvent(id, nextTime(), type, data);
    }

    /// The present, but later than every event of the thread: a clock that was set back must not
    /// reorder it.
    private Instant nextTime() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        lastEventAt = now.isAfter(lastEventAt) ? now : lastEventAt.plus(1, ChronoUnit.MICROS);
        return lastEventAt;
    }
}
