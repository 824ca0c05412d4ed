package io.jims.widget.protocol;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.log.RunRetry;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.notice.ThreadSnapshot;
import io.jims.core.Attachment;
import io.jims.core.EventTypes;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the notices of a conversation into frames of `jims.v1`.
public final class NoticeFrames {
    /// The encoded frames of a notice, in order; none if there is nothing to show.
    public static final Function<Notice, List<String>> ENCODER =
            notice -> of(notice).stream().map(JimsProtocol::write).toList();

    private static final String LABEL = "label";

    /// Messages in the welcome of a client that has seen none, or whose last one is unknown.
    private static final int SHOWN_AT_FIRST = 50;

    /// Most messages in a welcome.
    private static final int SHOWN_AT_MOST = 500;

    private NoticeFrames() {}

    /// The messages that a client has not seen, oldest first.
    ///
    /// @param failures of messages that were acknowledged and never answered: they must not look as
    ///   if an answer were still to come
    /// @param more whether there may be older messages
    public record Unseen(
            List<ServerFrame.Message> messages, List<ServerFrame.Failure> failures, boolean more) {
        public Unseen {
            messages = List.copyOf(messages);
            failures = List.copyOf(failures);
        }
    }

    /// Selects what a client has not seen.
    ///
    /// @param events of the thread, oldest first
    /// @param ratings of answers, by message
    /// @param after id of the last event that the client has seen
    public static Unseen unseen(
            List<ThreadEvent> events, Map<UUID, Rating> ratings, @Nullable UUID after) {
        List<ThreadEvent> unseen = unseenEvents(events, after);
        return new Unseen(
                messages(unseen, ratings),
                failures(unseen),
                hasOlder(events.subList(0, events.size() - unseen.size())));
    }

    /// The visible messages among events.
    ///
    /// @param ratings of answers, by message
    public static List<ServerFrame.Message> messages(
            List<ThreadEvent> events, Map<UUID, Rating> ratings) {
        return events.stream()
                .flatMap(event -> of(event).stream())
                .map(message -> message.rated(ratings.get(message.id())))
                .toList();
    }

    /// The failures that were not retried.
    private static List<ServerFrame.Failure> failures(List<ThreadEvent> events) {
        Map<UUID, RunFailure> failures = new LinkedHashMap<>();
        for (ThreadEvent event : events) {
            RunRetry.of(event).ifPresent(retry -> failures.remove(retry.message()));
            RunFailure.of(event).ifPresent(failure -> failures.put(failure.message(), failure));
        }
        return failures.values().stream().map(NoticeFrames::failure).toList();
    }

    /// Whether there are messages before those shown: among the earlier events, or before the
    /// thread's newest events, which are all that is loaded.
    private static boolean hasOlder(List<ThreadEvent> before) {
        return !before.isEmpty()
                && (!before.getFirst().type().equals(EventTypes.THREAD_CREATED)
                        || before.stream().anyMatch(event -> of(event).isPresent()));
    }

    /// The run in progress, for a welcome; null for none.
    public static ServerFrame.@Nullable Active active(ThreadSnapshot snapshot) {
        return snapshot.active() == null
                ? null
                : new ServerFrame.Active(
                        snapshot.active().message(),
                        snapshot.active().streamed(),
                        snapshot.active().text());
    }

    static List<ServerFrame> of(Notice notice) {
        return switch (notice) {
            case Notice.Accepted(var message, var thread) ->
                    List.of(new ServerFrame.Ack(message, thread));
            case Notice.Answered(var message, var events, var ratings) ->
                    answered(message, events, ratings);
            case Notice.Message(var event) -> message(event);
            case Notice.HandedOff(var mode) -> List.of(new ServerFrame.HandedOff(mode));
            case Notice.Typing(String author) -> List.of(typing(author));
            case Notice.Status(var text) -> List.of(new ServerFrame.Status(text));
            case Notice.Piece(var message, var text) ->
                    List.of(new ServerFrame.Delta(message, text));
            case Notice.Rated(var message, var rating) ->
                    List.of(new ServerFrame.Rated(message, rating));
            case Notice.Failed(var failure) -> List.of(failure(failure));
            case Notice.Call(var id, var action, var input, var timeout) ->
                    List.of(
                            new ServerFrame.Call(
                                    id, action.name(), input, timeout, action.confirm()));
            case Notice.Ended(var message, var stopped) ->
                    List.of(new ServerFrame.Done(message, stopped));
        };
    }

    /// A person who has sent a message is no longer typing; otherwise clients would show it until
    /// the next answer ends.
    private static List<ServerFrame> message(ThreadEvent event) {
        List<ServerFrame> frames = new ArrayList<>(of(event).stream().toList());
        if (event.isFromPerson()) {
            frames.add(new ServerFrame.Status(""));
        }
        return frames;
    }

    private static ServerFrame.Status typing(String author) {
        return author.isEmpty()
                ? new ServerFrame.Status("")
                : new ServerFrame.Status(author + " is typing…", author);
    }

    private static List<ServerFrame> answered(
            UUID message, List<ThreadEvent> events, Map<UUID, Rating> ratings) {
        Unseen unseen = unseen(events, ratings, message);
        List<ServerFrame> frames = new ArrayList<>(unseen.messages());
        frames.addAll(unseen.failures());
        frames.add(new ServerFrame.Done(message, false));
        return frames;
    }

    private static ServerFrame.Failure failure(RunFailure failure) {
        return new ServerFrame.Failure(failure.code(), failure.text(), failure.message(), null);
    }

    private static List<ThreadEvent> unseenEvents(List<ThreadEvent> events, @Nullable UUID after) {
        int messages = 0;
        int firstShown = 0;
        for (int i = events.size() - 1; i >= 0 && messages <= SHOWN_AT_MOST; i--) {
            ThreadEvent event = events.get(i);
            if (event.id().equals(after)) {
                return events.subList(i + 1, events.size());
            }
            if (of(event).isPresent() && ++messages == SHOWN_AT_FIRST) {
                firstShown = i;
            }
        }
        return events.subList(firstShown, events.size());
    }

    /// The message of an event; empty if it is not a message, or shows nothing.
    static Optional<ServerFrame.Message> of(ThreadEvent event) {
        String role = role(event);
        if (!event.isCommunication() || role == null) {
            return Optional.empty();
        }
        List<List<ButtonView>> buttons = ButtonView.rows(event.data().get("buttons"));
        String text = event.content();
        String label = event.text(LABEL);
        List<Attachment> attachments = Attachment.of(event);
        if (text.isEmpty() && buttons.isEmpty() && attachments.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ServerFrame.Message(
                        event.id(),
                        role,
                        label == null ? withoutNames(text, attachments) : label,
                        buttons,
                        event.createdAt(),
                        null,
                        event.isFromPerson() ? event.text("author") : null,
                        attachments.stream().map(ServerFrame.Message.File::of).toList()));
    }

    /// The message's text; empty if it only repeats the names of its files.
    private static String withoutNames(String text, List<Attachment> files) {
        return text.equals(Attachment.names(files)) ? "" : text;
    }

    /// The role of the message; derived from the type if the event has none.
    private static @Nullable String role(ThreadEvent event) {
        String role = event.text("role");
        if (role == null || role.isBlank()) {
            return event.type().startsWith(EventTypes.ASSISTANT) ? "assistant" : null;
        }
        return role;
    }
}
