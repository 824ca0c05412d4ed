package io.jims.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one run of a pipeline sees of its thread, and what it can do. Safe for all threads that the
/// run uses.
///
/// What a run sends is stored when the pipeline returns, all at once. After that, or once the run
/// has timed out or was stopped, every `send…` throws [IllegalStateException].
public interface ThreadContext {
    /// How many communication events [#context()] goes back.
    int DEFAULT_CONTEXT_LENGTH = 20;

    ThreadId threadId();

    /// The visitor; empty in threads that another service made without one.
    Optional<String> contactId();

    /// The thread's configuration, a JSON object as plain Java values.
    Map<String, @Nullable Object> threadConfig();

    /// Whether an earlier run may have begun to answer the same message: the server died before
    /// that run's answer was stored. What it did outside of the thread may have been done already.
    boolean isRetry();

    /// All events of the thread before this run sent anything, oldest first; of a very long thread
    /// the newest ones (`--history-events`).
    List<ThreadEvent> events();

    /// What visitor and assistant said to each other (`comm.*`), oldest first. Walks through all
    /// events.
    default List<ChatMessage> history() {
        return events().stream()
                .filter(ThreadEvent::isCommunication)
                .map(ThreadEvent::toMessage)
                .toList();
    }

    /// The last [#DEFAULT_CONTEXT_LENGTH] messages and the extra context among them.
    default List<ChatMessage> context() {
        return context(DEFAULT_CONTEXT_LENGTH);
    }

    /// The last `length` communication events with the `context.*` events among them, oldest first.
    default List<ChatMessage> context(int length) {
        List<ThreadEvent> events = events();
        Deque<ChatMessage> context = new ArrayDeque<>();
        int communications = 0;
        for (int i = events.size() - 1; i >= 0 && communications < length; i--) {
            ThreadEvent event = events.get(i);
            if (event.isCommunication()) {
                communications++;
            } else if (!event.type().startsWith(EventTypes.CONTEXT)) {
                continue;
            }
            context.addFirst(event.toMessage());
        }
        return List.copyOf(context);
    }

    /// The text of the last event that came from the visitor: typed, or `btn:<id>` of a click.
    default Optional<String> lastUserMessage() {
        return lastUserAction().map(UserAction::content);
    }

    /// What the visitor did last, with the event's name.
    default Optional<UserAction> lastUserAction() {
        return lastFromUser()
                .map(event -> {
                    String content = event.text("content");
                    return new UserAction(event.name(), content == null ? "" : content);
                });
    }

    /// What visitors think of answers of this thread: the last word on each, in the order in which
    /// they were rated first. One that was taken back is not among them. Walks through all events.
    default List<Feedback> feedback() {
        Map<UUID, Feedback> last = new LinkedHashMap<>();
        events().stream()
                .flatMap(event -> Feedback.of(event).stream())
                .forEach(feedback -> last.put(feedback.message(), feedback));
        return last.values().stream()
                .filter(feedback -> feedback.rating() != Feedback.Rating.NONE)
                .toList();
    }

    /// What the visitor's page last told, such as its address and its title. Anyone can send
    /// anything here: it is a hint, and proves nothing. Empty where it told nothing. Walks back
    /// through the events.
    default Map<String, @Nullable Object> page() {
        return lastMember(EventTypes.PAGE, "page");
    }

    /// What the site's backend says of the visitor, in the claim `ctx` of their token, which it has
    /// signed. Empty where it says nothing. Walks back through the events.
    default Map<String, @Nullable Object> visitor() {
        return lastMember(EventTypes.VISITOR, "visitor");
    }

    private Map<String, @Nullable Object> lastMember(String type, String member) {
        return events().reversed().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .map(event -> event.object(member))
                .orElse(Map.of());
    }

    /// The files that came with the visitor's last message (`--uploads`).
    default List<Attachment> attachments() {
        return lastFromUser().map(this::attachments).orElse(List.of());
    }

    /// In a run the last event of all, before which the others may not even be in memory.
    private Optional<ThreadEvent> lastFromUser() {
        List<ThreadEvent> events = events();
        if (!events.isEmpty() && events.getLast().isFromUser()) {
            return Optional.of(events.getLast());
        }
        return events.reversed().stream().filter(ThreadEvent::isFromUser).findFirst();
    }

    /// The files that came with a message of the thread.
    default List<Attachment> attachments(ThreadEvent message) {
        return Attachment.of(message);
    }

    /// The latest value of a state, whether an earlier run or this one set it. Walks back through
    /// the events.
    Optional<Map<String, @Nullable Object>> state(String name);

    /// What the page can do at present on which the visitor has the chat: those of `--client-tools`
    /// that it offers.
    default List<PageAction> pageActions() {
        return List.of();
    }

    /// Has the visitor's page do something, and waits for what comes of it. Exactly one of the
    /// visitor's tabs does it, and never twice: where the server dies meanwhile, the run that
    /// answers the same message again gets the result of then, or an exception.
    ///
    /// What a page returns is the visitor's to write: check it as you would what they type.
    ///
    /// @param name of one of [#pageActions]
    /// @param input a JSON object as plain Java values, at most 16 KiB
    /// @param timeout how long the page may take, the visitor's consent included
    /// @return the result as plain Java values, at most 16 KiB of JSON
    /// @throws PageActionException if there is no result
    /// @throws IllegalArgumentException for input that is not JSON, or too large
    default @Nullable Object call(
            String name, Map<String, ? extends @Nullable Object> input, Duration timeout)
            throws InterruptedException {
        throw new PageActionException(
                PageActionException.Reason.UNAVAILABLE, "no page of the visitor offers " + name);
    }

    /// Whether [#handOff] can be called: a person can answer on the operator's listener
    /// (`--admin-token`).
    default boolean canHandOff() {
        return false;
    }

    /// Hands the thread to a person once this run has ended: they answer from then on, and no run
    /// does, until they give it back. What this run sends reaches the visitor as ever; say there
    /// that a person will answer.
    ///
    /// @param reason for the person, at most 1,000 characters; may be empty
    /// @throws IllegalStateException if no person can take it, see [#canHandOff]
    /// @throws IllegalArgumentException for a reason that is too long
    default void handOff(String reason) {
        throw new IllegalStateException(
                "no person can take this thread: the operator's listener is off (--admin-token)");
    }

    /// Sends an assistant message (Markdown).
    void sendMessage(String text);

    /// Sends an assistant message (Markdown) with rows of buttons below it.
    void sendMessage(String text, List<List<Button>> buttonRows);

    /// Sends an event of any type; what visitors see are the `comm.assistant_*` ones.
    ///
    /// @param data a JSON object as plain Java values
    /// @throws IllegalArgumentException for a bad type or data that is not JSON
    void send(String type, Map<String, ? extends @Nullable Object> data);

    /// Sets a state of the thread; [#state] finds the last value that was set.
    default void setState(String name, Map<String, ? extends @Nullable Object> value) {
        send(EventTypes.STATE + name, value);
    }

    /// Streams the next piece of an assistant message. The pieces up to the next `send…`, or to the
    /// end of the run, are one message and are stored as one. Any piece will do, a single `char`
    /// too: half of an emoji waits for the other half.
    void stream(String piece);

    /// Names a source of the assistant message that is streamed or sent next. Below that message
    /// stand the sources to which its text refers by their marks; where it refers to none, the
    /// first 10 are listed. They are Markdown reference definitions, so every client makes links of
    /// the marks.
    ///
    /// @param title what the visitor reads of it; may be empty
    /// @param url `http` or `https`
    /// @return the mark for the text, such as `[1]`; the same for the same address
    /// @throws IllegalArgumentException if nobody could follow the address
    String cite(String title, String url);

    /// Says what the run is doing, where the visitor's client can show it; never stored.
    void reportStatus(String text);

    /// Says that a language model was called, for the metrics and for the thread: all calls of a
    /// run are stored as one [EventTypes#QUERY_PROCESSED] event behind what it sent, unless it sent
    /// one of its own. A call that is told of after the run's end is only counted.
    void reportLlmCall(LlmUsage usage);

    /// The run in its trace, for pieces of it such as calls of other services; the caller closes
    /// those, and leaves this one open.
    Span span();
}
