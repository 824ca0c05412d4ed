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

/// What one run of a pipeline can read of its thread, and what it can do. Safe for all threads that
/// the run uses.
///
/// What a run sends is stored when the pipeline returns, all at once. After that, or once the run
/// has timed out or was stopped, every `send…` throws [IllegalStateException].
public interface ThreadContext {
    /// The default number of communication events in [#context()].
    int DEFAULT_CONTEXT_LENGTH = 20;

    ThreadId threadId();

    /// The visitor; empty in threads that another service created without one.
    Optional<String> contactId();

    /// The thread's configuration, a JSON object as plain Java values.
    Map<String, @Nullable Object> threadConfig();

    /// Whether an earlier run may have started to answer the same message, because the server died
    /// before that run's answer was stored. Side effects outside of the thread may have happened
    /// already.
    boolean isRetry();

    /// All events of the thread before this run sent anything, oldest first; in a very long thread,
    /// the newest ones (`--history-events`).
    List<ThreadEvent> events();

    /// The messages of visitor and assistant (`comm.*`), oldest first. Iterates over all events.
    default List<ChatMessage> history() {
        return events().stream()
                .filter(ThreadEvent::isCommunication)
                .map(ThreadEvent::toMessage)
                .toList();
    }

    /// The last [#DEFAULT_CONTEXT_LENGTH] messages, with the extra context among them.
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

    /// The text of the visitor's last event: typed, or `btn:<id>` of a click.
    default Optional<String> lastUserMessage() {
        return lastUserAction().map(UserAction::content);
    }

    /// The visitor's last action, with the event's name.
    default Optional<UserAction> lastUserAction() {
        return lastFromUser()
                .map(event -> {
                    String content = event.text("content");
                    return new UserAction(event.name(), content == null ? "" : content);
                });
    }

    /// The current ratings of this thread's answers, in the order in which the answers were first
    /// rated, without withdrawn ones. Iterates over all events.
    default List<Feedback> feedback() {
        Map<UUID, Feedback> last = new LinkedHashMap<>();
        events().stream()
                .flatMap(event -> Feedback.of(event).stream())
                .forEach(feedback -> last.put(feedback.message(), feedback));
        return last.values().stream()
                .filter(feedback -> feedback.rating() != Feedback.Rating.NONE)
                .toList();
    }

    /// What the visitor's page last said about itself, such as its address and title. Anyone can
    /// send anything here: it is a hint, and proves nothing. Empty if the page said nothing.
    /// Searches the events backwards.
    default Map<String, @Nullable Object> page() {
        return lastMember(EventTypes.PAGE, "page");
    }

    /// What the site's backend says about the visitor, in the claim `ctx` of the token that it
    /// signed. Empty if it says nothing. Searches the events backwards.
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

    /// The files sent with the visitor's last message (`--uploads`).
    default List<Attachment> attachments() {
        return lastFromUser().map(this::attachments).orElse(List.of());
    }

    /// In a run, this is the very last event; older ones may not even be in memory.
    private Optional<ThreadEvent> lastFromUser() {
        List<ThreadEvent> events = events();
        if (!events.isEmpty() && events.getLast().isFromUser()) {
            return Optional.of(events.getLast());
        }
        return events.reversed().stream().filter(ThreadEvent::isFromUser).findFirst();
    }

    /// The files sent with a message of the thread.
    default List<Attachment> attachments(ThreadEvent message) {
        return Attachment.of(message);
    }

    /// The latest value of a state, set by an earlier run or this one. Searches the events
    /// backwards.
    Optional<Map<String, @Nullable Object>> state(String name);

    /// The actions that the visitor's page offers now, out of those in `--client-tools`.
    default List<PageAction> pageActions() {
        return List.of();
    }

    /// Calls a page action, and waits for its result. Exactly one of the visitor's tabs performs
    /// it, and never twice: if the server dies meanwhile, the run that answers the same message
    /// again gets the earlier result, or an exception.
    ///
    /// The visitor controls what a page returns: validate it like typed input.
    ///
    /// @param name of one of [#pageActions]
    /// @param input a JSON object as plain Java values, at most 16 KiB
    /// @param timeout for the page, the visitor's consent included
    /// @return the result as plain Java values, at most 16 KiB of JSON
    /// @throws PageActionException if there is no result
    /// @throws IllegalArgumentException for input that is not JSON, or too large
    default @Nullable Object call(
            String name, Map<String, ? extends @Nullable Object> input, Duration timeout)
            throws InterruptedException {
        throw new PageActionException(
                PageActionException.Reason.UNAVAILABLE, "no page of the visitor offers " + name);
    }

    /// Whether [#handOff] can be called: whether people can answer on the operator's listener
    /// (`--admin-token`).
    default boolean canHandOff() {
        return false;
    }

    /// Hands the thread over to a person when this run has ended: from then on people answer and no
    /// run does, until they hand it back. What this run sends still reaches the visitor; say in it
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

    /// Sends an event of any type; visitors see those of type `comm.assistant_*`.
    ///
    /// @param data a JSON object as plain Java values
    /// @throws IllegalArgumentException for a bad type or data that is not JSON
    void send(String type, Map<String, ? extends @Nullable Object> data);

    /// Sets a state of the thread; [#state] returns the last value that was set.
    default void setState(String name, Map<String, ? extends @Nullable Object> value) {
        send(EventTypes.STATE + name, value);
    }

    /// Streams the next piece of an assistant message. All pieces until the next `send…`, or until
    /// the end of the run, form one message and are stored as one. A piece may even be a single
    /// `char`: half of an emoji waits for the other half.
    void stream(String piece);

    /// Adds a source to the assistant message that is streamed or sent next. Below that message are
    /// listed the sources to whose marks its text refers; if it refers to none, the first 10. They
    /// are Markdown reference definitions, so every client turns the marks into links.
    ///
    /// @param title for the visitor; may be empty
    /// @param url `http` or `https`
    /// @return the mark to use in the text, such as `[1]`; the same for the same address
    /// @throws IllegalArgumentException if nobody could follow the address
    String cite(String title, String url);

    /// Reports what the run is doing, for clients that can show it; never stored.
    void reportStatus(String text);

    /// Reports a call of a language model, for the metrics and for the thread: all calls of a run
    /// are stored as one [EventTypes#QUERY_PROCESSED] event after what it sent, unless it sent one
    /// of its own. A call reported after the run's end is only counted.
    void reportLlmCall(LlmUsage usage);

    /// The run's span in its trace, for child spans such as calls of other services; the caller
    /// closes those, and leaves this one open.
    Span span();
}
