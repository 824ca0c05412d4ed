package io.jims.conversation;

import io.jims.admission.Sender;
import io.jims.admission.address.ClientAddress;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.UserMessage;
import io.jims.store.StaleThreadException;
import io.jims.widget.protocol.MessageFrames;
import io.jims.widget.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a conversation knows: its thread as far as it was followed, the messages that wait for
/// their answer, the run under way, and who is told. Guarded by the conversation's lock.
final class ConversationState {
    private final ThreadId id;
    private final Supplier<ThreadController> source;
    private final Supplier<Span> trace;
    private final BacklogPlace place;
    private final Audience audience = new Audience();
    private final Deque<Turn> waiting = new ArrayDeque<>(1);
    private @Nullable ThreadController controller;
    private @Nullable Turn active;
    private @Nullable RunElsewhere elsewhere;
    private boolean answering;

    /// Whether the message of the run under way was still owed an answer when other servers' news
    /// were followed last.
    private boolean activeOwed;

    /// What was told last before the thread had to be read anew.
    private @Nullable UUID lastTold;

    /// @param source gives the controller when it is first needed, and anew after [#forget]
    /// @param trace gives the work that the run of a message is part of that came to another server
    ConversationState(
            ThreadId id,
            Supplier<ThreadController> source,
            Supplier<Span> trace,
            BacklogPlace place) {
        this.id = id;
        this.place = place;
        this.source = source;
        this.trace = trace;
    }

    Audience audience() {
        return audience;
    }

    /// Messages that are owed an answer, the oldest first, without the one whose run is under way
    /// here.
    Deque<Turn> waiting() {
        return waiting;
    }

    @Nullable Turn active() {
        return active;
    }

    void begin(Turn turn) {
        active = turn;
        activeOwed = turn.message().owed();
        elsewhere = null;
    }

    void end() {
        active = null;
    }

    boolean isActiveOwed() {
        return activeOwed;
    }

    /// Returns false if someone is answering already, or there is nothing that is owed an answer.
    boolean beginAnswering() {
        boolean nothingOwed = isRead() && waiting.isEmpty();
        if (answering || nothingOwed) {
            return false;
        }
        answering = true;
        place.enterOwed();
        return true;
    }

    void endAnswering() {
        answering = false;
        place.leave();
    }

    BacklogPlace place() {
        return place;
    }

    /// Before visitors hear that the next message may come.
    void leavePlaceIfIdle() {
        if (waiting.isEmpty()) {
            place.leave();
        }
    }

    /// Where a message was not taken after all.
    void leavePlaceIfUnneeded() {
        if (!answering && waiting.isEmpty()) {
            place.leave();
        }
    }

    /// Who sends a message from this address.
    Sender sender(ClientAddress address) {
        return new Sender(address, visitor(), id, !controller().isStored());
    }

    /// Whom limits and quotas hold for: the thread's owner.
    String visitor() {
        String contact = controller().thread().contactId();
        return contact == null ? "thread " + id.value() : contact;
    }

    /// Whether the thread is in memory.
    boolean isRead() {
        return controller != null;
    }

    /// The thread as it was followed so far; reads it if need be.
    ThreadController controller() {
        if (controller == null) {
            ThreadController loaded = source.get();
            loaded.unanswered().forEach(event -> waiting.add(Turn.owed(event, trace.get())));
            controller = loaded;
            tellOfUntold(loaded.events());
        }
        return controller;
    }

    /// Reads everything anew when it is next needed.
    void forget() {
        if (controller != null && !controller.events().isEmpty()) {
            lastTold = controller.events().getLast().id();
        }
        controller = null;
        waiting.clear();
    }

    /// Follows what other servers stored, and tells of it.
    ///
    /// @return whether there was anything
    boolean refresh() {
        Optional<ThreadController.News> news =
                controller == null ? Optional.empty() : controller.refresh();
        controller(); // read just now, it needs no more
        news.ifPresent(this::follow);
        return news.isPresent();
    }

    /// Does what writes to the thread, and follows it first where other servers wrote.
    ///
    /// @param superseded whether there is nothing left to do then
    /// @return empty if so
    <T> Optional<T> write(Supplier<T> step, Supplier<Boolean> superseded) {
        while (true) {
            try {
                return Optional.of(step.get());
            } catch (StaleThreadException e) {
                if (!refresh()) {
                    throw e;
                }
                if (superseded.get()) {
                    return Optional.empty();
                }
            }
        }
    }

    /// Stores a message and tells of it.
    Turn receive(UserMessage message, Span work) {
        Optional<ThreadEvent> stored = store(message, work);
        stored.ifPresent(event -> audience.tellOf(List.of(event)));
        ThreadEvent event = stored.orElseGet(() -> event(message.id()).orElseThrow());
        return new Turn(message, event, false, work);
    }

    /// Stores a message.
    ///
    /// @return empty if it had been stored before
    Optional<ThreadEvent> store(UserMessage message, Span work) {
        return write(
                () -> work.around(Span.STORE, () -> controller().receive(message)),
                () -> controller().hasReceived(message.id()));
    }

    /// The event with this id, if it is among those that are known.
    Optional<ThreadEvent> event(UUID id) {
        return controller().events().reversed().stream()
                .filter(event -> event.id().equals(id))
                .findFirst();
    }

    boolean isPending(UUID messageId) {
        return (active != null && active.is(messageId))
                || waiting.stream().anyMatch(turn -> turn.is(messageId));
    }

    /// The run under way as a client is welcomed with it.
    ///
    /// @param shared whether it may be under way elsewhere
    ServerFrame.@Nullable Active activeFrame(boolean shared) {
        if (active != null) {
            return active.toFrame();
        }
        if (elsewhere != null && elsewhere.toFrame().isPresent()) {
            return elsewhere.toFrame().get();
        }
        Turn next = waiting.peek();
        return shared && next != null && next.isRetry() ? next.toFrame() : null;
    }

    /// Whether the last word is the visitor's, so that a run may be under way elsewhere.
    boolean awaitsAnswer() {
        return controller().events().reversed().stream()
                .filter(ThreadEvent::isCommunication)
                .findFirst()
                .filter(ConversationState::isFromUser)
                .isPresent();
    }

    /// Tells what a run elsewhere does.
    void follow(RunNote.Status status) {
        if (mayRunElsewhere(status.message())) {
            audience.tell(new ServerFrame.Status(status.text()));
        }
    }

    void follow(RunNote.Piece piece) {
        if (mayRunElsewhere(piece.message()) && event(piece.streamed()).isEmpty()) {
            String added = elsewhere().add(piece);
            if (!added.isEmpty()) {
                audience.tell(new ServerFrame.Delta(piece.streamed(), added));
            }
        }
    }

    void follow(RunNote.Ended ended) {
        if (elsewhere != null && elsewhere.ended(ended.message())) {
            if (ended.code() != null) {
                audience.tell(
                        new ServerFrame.Failure(ended.code(), ended.text(), ended.message(), null));
            }
            audience.tell(new ServerFrame.Done(ended.message(), ended.stopped()));
        }
    }

    private boolean mayRunElsewhere(UUID messageId) {
        return active == null
                && (waiting.stream().anyMatch(turn -> turn.is(messageId))
                        || (elsewhere != null && elsewhere.isUnderWay(messageId)));
    }

    private RunElsewhere elsewhere() {
        if (elsewhere == null) {
            elsewhere = new RunElsewhere();
        }
        return elsewhere;
    }

    private void follow(ThreadController.News news) {
        tellOf(news.events());
        List<UUID> done = new ArrayList<>();
        for (UUID answered : replaceWaiting(news.owed())) {
            done.add(answered);
        }
        boolean anyAnswer = false;
        for (ThreadEvent event : news.events().reversed()) {
            if (isFromUser(event) && !news.owed().contains(event.id())) {
                if (anyAnswer) {
                    done.add(event.id());
                } else {
                    elsewhere().began(event.id());
                }
            }
            anyAnswer |= isAnswer(event);
        }
        if (anyAnswer && elsewhere != null) {
            done.addAll(elsewhere.allEnded());
        }
        boolean stopped =
                news.events().stream()
                        .anyMatch(event -> Boolean.TRUE.equals(event.data().get("stopped")));
        for (UUID message : done) {
            if (elsewhere != null) {
                elsewhere.ended(message);
            }
            audience.tell(new ServerFrame.Done(message, stopped));
        }
    }

    /// Lets wait what is owed an answer.
    ///
    /// @return ids of those that wait no more
    private List<UUID> replaceWaiting(Set<UUID> owed) {
        Map<UUID, Turn> known = new HashMap<>();
        waiting.forEach(turn -> known.put(turn.message().id(), turn));
        waiting.clear();
        activeOwed = active != null && owed.contains(active.message().id());
        int missing = owed.size();
        List<ThreadEvent> events = controller().events();
        for (int i = events.size() - 1; i >= 0 && missing > 0; i--) {
            ThreadEvent event = events.get(i);
            if (owed.contains(event.id())) {
                missing--;
                Turn turn = known.remove(event.id());
                if (active == null || !active.is(event.id())) {
                    waiting.addFirst(turn == null ? Turn.owed(event, trace.get()) : turn);
                }
            }
        }
        return List.copyOf(known.keySet());
    }

    private void tellOf(List<ThreadEvent> events) {
        for (ThreadEvent event : events) {
            audience.tellOf(List.of(event));
            MessageFrames.failure(event).ifPresent(audience::tell);
        }
    }

    private void tellOfUntold(List<ThreadEvent> events) {
        if (lastTold != null) {
            List<UUID> ids = events.stream().map(ThreadEvent::id).toList();
            int told = ids.indexOf(lastTold);
            if (told >= 0) {
                tellOf(events.subList(told + 1, events.size()));
            }
            lastTold = null;
        }
    }

    private static boolean isFromUser(ThreadEvent event) {
        return event.isCommunication() && "user".equals(event.text("role"));
    }

    private static boolean isAnswer(ThreadEvent event) {
        return MessageFrames.failure(event).isPresent()
                || (event.isCommunication() && !isFromUser(event));
    }
}
