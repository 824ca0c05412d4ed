package io.jims.conversation.log;

import io.jims.core.ChatException;
import io.jims.core.ChatThread;
import io.jims.core.EventTypes;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.ErasedThreadException;
import io.jims.store.RefusedRowsException;
import io.jims.store.ThreadChange;
import io.jims.store.ThreadStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thread in memory: what was said, what visitors sent, and how far it follows the store. Reads
/// the thread once and follows it from then on, so that a message costs the same on a long thread.
///
/// Used by one thread at a time; the caller sees to that.
public final class ThreadLog {
    /// How many ratings of a very long thread are read, the newest.
    private static final int MAX_RATINGS = 2_000;

    private static final List<String> VISITOR_TAG = List.of("visitor");
    private static final String SEVERITY = "Medium";

    private final ThreadStore store;
    private final ChatThread thread;
    private final int limit;
    private RecentEvents recent;
    private @Nullable Ratings ratings;

    /// What the visitor's token said of them last; null where that is not looked up yet.
    private @Nullable Object visitor;

    private boolean stored;
    private long version;
    private Instant lastEventAt;

    private ThreadLog(
            ThreadStore store,
            ChatThread thread,
            List<ThreadEvent> events,
            int limit,
            long version,
            boolean stored) {
        this.store = store;
        this.thread = thread;
        this.limit = limit;
        this.version = version;
        this.recent = new RecentEvents(events, limit);
        this.stored = stored;
        this.lastEventAt = events.isEmpty() ? Instant.EPOCH : events.getLast().createdAt();
    }

    /// A thread that exists in memory only, until its first message.
    ///
    /// @param historyEvents how many of the newest events a run sees at least
    public static ThreadLog create(ThreadStore store, ChatThread thread, int historyEvents) {
        return new ThreadLog(store, thread, List.of(), historyEvents, 0, false);
    }

    /// A thread that the store has, with its events read.
    public static ThreadLog resume(ThreadStore store, ChatThread thread, int historyEvents) {
        long version = store.version(thread.id()); // before the events: they may be newer
        List<ThreadEvent> events = store.events(thread.id(), historyEvents);
        return new ThreadLog(store, thread, events, historyEvents, version, true);
    }

    public ChatThread thread() {
        return thread;
    }

    /// Whether the store has the thread: true from its first message on.
    public boolean isStored() {
        return stored;
    }

    /// The events so far, oldest first; does not change later.
    public List<ThreadEvent> events() {
        return recent.snapshot();
    }

    /// How many steps of the thread it has followed, see [ThreadStore#version].
    public long version() {
        return version;
    }

    /// Follows what other processes stored since.
    ///
    /// @return empty if they stored nothing
    public Optional<ThreadNews> refresh() {
        long present = store.version(thread.id());
        if (present == version) {
            return Optional.empty();
        }
        if (present <= 0) { // it was deleted
            beginAnew();
            version = present;
            return Optional.of(new ThreadNews(List.of(), Set.of()));
        }
        Set<UUID> owed = store.unanswered(thread.id()); // before the answers to what is not
        List<ThreadEvent> known = recent.snapshot();
        Instant time = known.isEmpty() ? Instant.EPOCH : known.getLast().createdAt();
        List<ThreadEvent> later = store.eventsAfter(thread.id(), time, limit);
        if (later.size() == limit) {
            recent.expectOlder(); // there may be others between
        }
        later.forEach(this::follow);
        stored = true;
        version = present;
        return Optional.of(new ThreadNews(later, owed));
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
        Optional<ThreadEvent> known = recent.find(id);
        return known.isPresent() || recent.isWhole() ? known : store.event(thread.id(), id);
    }

    /// Whether the last word is the visitor's.
    public boolean awaitsAnswer() {
        return recent.snapshot().reversed().stream()
                .filter(ThreadEvent::isCommunication)
                .findFirst()
                .filter(ThreadEvent::isFromUser)
                .isPresent();
    }

    /// The messages that are owed an answer, oldest first.
    public List<ThreadEvent> unanswered() {
        if (!stored) {
            return List.of();
        }
        Set<UUID> owed = store.unanswered(thread.id());
        return recent.snapshot().stream().filter(event -> owed.contains(event.id())).toList();
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
        for (ThreadEvent event : recent.snapshot().reversed()) {
            if (event.isFromUser()) {
                return Optional.of(event).filter(last -> last.id().equals(messageId));
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
        store.store(new ThreadChange(thread.id(), null, List.of(event), messageId, null, version));
        version++;
        remember(event);
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
    /// when it is the first time that they do not like it.
    ///
    /// @throws StaleThreadException if another process has written to the thread: see [#refresh]
    /// @throws StoreException if it could not be stored
    public Feedback rate(Feedback feedback) {
        List<ThreadEvent> events = new ArrayList<>(2);
        events.add(event(Uuid7.next(), EventTypes.FEEDBACK, feedback.toData()));
        if (feedback.rating() == Rating.DOWN && !ratingsRead().wasDisliked(feedback.message())) {
            events.add(event(Uuid7.next(), EventTypes.BACKOFFICE_FEEDBACK, remark(feedback)));
        }
        store.store(new ThreadChange(thread.id(), null, events, null, null, version));
        version++;
        events.forEach(this::remember);
        return feedback;
    }

    private static Map<String, @Nullable Object> remark(Feedback feedback) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("event_id", feedback.message().toString());
        data.put("tags", VISITOR_TAG);
        data.put("note", feedback.comment());
        data.put("severity", SEVERITY);
        return data;
    }

    private Ratings ratingsRead() {
        if (ratings == null) {
            ratings =
                    Ratings.of(
                            recent.isWhole()
                                    ? recent.snapshot()
                                    : store.feedback(thread.id(), MAX_RATINGS));
        }
        return ratings;
    }

    private void remember(ThreadEvent event) {
        recent.add(event);
        if (ratings != null) {
            ratings.add(event);
        }
        followVisitor(event);
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
        }
        addTold(message, events);
        ThreadEvent event = event(message.id(), message.eventType(), message.eventData());
        events.add(event);
        UUID owed = message.owed() ? message.id() : null;
        store.store(
                new ThreadChange(thread.id(), stored ? null : thread, events, owed, null, version));
        version++;
        stored = true;
        events.forEach(this::remember);
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

    /// What the visitor's token said of them last.
    private Object visitorKnown() {
        if (visitor == null) {
            visitor = Map.of();
            recent.snapshot().forEach(this::followVisitor);
        }
        return visitor;
    }

    private void followVisitor(ThreadEvent event) {
        if (event.type().equals(EventTypes.VISITOR)) {
            visitor = event.data().get("visitor");
        }
    }

    /// The events that the run of a message sees. Where other messages came in the meantime, it
    /// sees none of them, and its own one last, as if the visitor had waited.
    ///
    /// @param waiting messages that came later and have runs of their own
    public List<ThreadEvent> upTo(ThreadEvent message, Collection<ThreadEvent> waiting) {
        List<ThreadEvent> all = recent.snapshot();
        if (waiting.isEmpty() && all.getLast().id().equals(message.id())) {
            return all;
        }
        List<UUID> hidden = new ArrayList<>(waiting.stream().map(ThreadEvent::id).toList());
        hidden.add(message.id());
        List<ThreadEvent> seen = new ArrayList<>(all.size());
        all.stream()
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
                store.store(new ThreadChange(thread.id(), null, events, null, answered, version));
                version++;
                events.forEach(this::remember);
            } catch (ErasedThreadException e) {
                beginAnew();
            }
        }
        return events;
    }

    /// Forgets what was said before: whoever had it deleted does not want it used.
    private void beginAnew() {
        recent = new RecentEvents(List.of(), limit);
        ratings = null;
        visitor = null;
        stored = false;
        version = 0;
    }

    private void follow(ThreadEvent event) {
        remember(event);
        if (event.createdAt().isAfter(lastEventAt)) {
            lastEventAt = event.createdAt();
        }
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
