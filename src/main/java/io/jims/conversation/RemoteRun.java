package io.jims.conversation;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.log.RunRetry;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.ThreadNews;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.conversation.replica.RunNote;
import io.jims.conversation.run.ActiveRun;
import io.jims.conversation.run.StreamedText;
import io.jims.core.ThreadEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The run of a thread on another replica, as far as it is known here. Guarded by the lock of its
/// conversation.
final class RemoteRun {
    private final PendingMessages messages;
    private final boolean shared;

    /// Messages that are owed nothing and whose run has not ended, as far as is known: the store
    /// does not tell.
    private final Set<UUID> unpromised = new LinkedHashSet<>(1);

    private final StreamedText streamed = new StreamedText();

    /// Whose run streamed last.
    private @Nullable UUID message;

    private boolean claimed;

    /// @param messages those that are not answered yet, one of which the run may answer
    /// @param shared whether there may be other replicas
    RemoteRun(PendingMessages messages, boolean shared) {
        this.messages = messages;
        this.shared = shared;
    }

    /// Whether there may be other replicas.
    boolean isShared() {
        return shared;
    }

    /// Whether another replica has the claim of the thread.
    ///
    /// @return whether it has got it since this was found out last
    boolean setClaimed(boolean value) {
        boolean isNew = value && !claimed;
        claimed = value;
        return isNew;
    }

    /// Forgets what was known: the next run is here.
    void clear() {
        unpromised.clear();
        message = null;
        streamed.forgetText();
    }

    /// Whether the next run may be elsewhere, since another replica has the claim or had accepted
    /// the message.
    boolean mayBeNext() {
        PendingMessage next = messages.next();
        return shared && (claimed || (next != null && next.isRetry()));
    }

    /// The run, if there may be one, as far as it has come.
    Optional<ActiveRun> active() {
        if (message != null) {
            return Optional.of(ActiveRun.of(message, streamed));
        }
        return Optional.ofNullable(messages.next())
                .filter(next -> shared && next.isRetry())
                .map(PendingMessage::toActiveRun);
    }

    /// What the run is doing; nothing if this is not known to be a run.
    Optional<Notice> follow(RunNote.Status note) {
        return mayBeOf(note.message())
                ? Optional.of(new Notice.Status(note.text()))
                : Optional.empty();
    }

    /// Finds out from what other replicas stored which of the runs that are owed nothing began, and
    /// which ended.
    ///
    /// @param answered messages that were owed an answer and are no more
    /// @return that the runs of those, and of others, ended
    List<Notice> follow(ThreadNews news, List<UUID> answered) {
        List<UUID> ended = new ArrayList<>(answered);
        RunRetry.messagesOf(news.events()).stream()
                .filter(id -> !news.owed().contains(id) && !answered.contains(id))
                .forEach(ended::add);
        boolean anyAnswer = false;
        for (ThreadEvent event : news.events().reversed()) {
            if (event.isFromUser() && !news.owed().contains(event.id())) {
                if (anyAnswer || news.toPerson().contains(event.id())) {
                    ended.add(event.id());
                } else {
                    unpromised.add(event.id());
                }
            }
            anyAnswer |= isAnswer(event);
        }
        if (anyAnswer) { // and so all that came before
            ended.addAll(unpromised);
        }
        Set<UUID> stopped = stopped(news, ended);
        if (anyAnswer) {
            clear();
        }
        ended.forEach(this::end);
        return ended.stream()
                .<Notice>map(id -> new Notice.Ended(id, stopped.contains(id)))
                .toList();
    }

    /// Adds a piece, which may overlap with what came before.
    ///
    /// @return what is new of it; nothing if something before it is missing, or all of it is stored
    Optional<Notice> follow(RunNote.Piece piece, ThreadLog log) {
        if (!mayBeOf(piece.message()) || log.findInMemory(piece.streamed()).isPresent()) {
            return Optional.empty();
        }
        int length = streamed.continueWith(piece.streamed());
        message = piece.message();
        int known = length - piece.offset();
        if (known < 0 || known >= piece.text().length()) {
            return Optional.empty();
        }
        String added = piece.text().substring(known);
        streamed.append(added);
        return Optional.of(new Notice.Piece(piece.streamed(), added));
    }

    /// Follows the end of a run that is owed nothing; of the others the store tells.
    List<Notice> follow(RunNote.Ended note) {
        List<Notice> notices = new ArrayList<>(2);
        if (end(note.message())) {
            if (note.code() != null) {
                RunFailure failure = new RunFailure(note.message(), note.code(), note.text());
                notices.add(new Notice.Failed(failure));
            }
            notices.add(new Notice.Ended(note.message(), note.stopped()));
        }
        return notices;
    }

    /// Whether the run streams the message of this id.
    boolean streams(UUID messageId) {
        return messageId.equals(streamed.id());
    }

    private boolean mayBeOf(UUID messageId) {
        return messages.active() == null
                && (messages.isWaiting(messageId) || unpromised.contains(messageId));
    }

    /// Returns false if it was not known to be under way, or was owed an answer.
    private boolean end(UUID messageId) {
        if (messageId.equals(message)) {
            message = null;
            streamed.forgetText();
        }
        return unpromised.remove(messageId);
    }

    /// Whose runs were stopped: runs end in the order of their messages, and the last answer of one
    /// that was stopped says so. A run without an answer makes that a guess, unless its stream was
    /// followed here.
    private Set<UUID> stopped(ThreadNews news, List<UUID> ended) {
        List<UUID> answered = new ArrayList<>(ended);
        news.events().stream()
                .flatMap(event -> RunFailure.of(event).stream())
                .forEach(failure -> answered.remove(failure.message()));
        Set<UUID> stopped = new HashSet<>();
        int answers = 0;
        for (ThreadEvent event : news.events()) {
            if (event.isCommunication() && !event.isFromUser() && !event.isFromPerson()) {
                int last = Math.min(answers++, answered.size() - 1);
                if (last >= 0 && ThreadNews.isStopped(event)) {
                    boolean followed = message != null && event.id().equals(streamed.id());
                    stopped.add(followed ? message : answered.get(last));
                }
            }
        }
        return stopped;
    }

    private static boolean isAnswer(ThreadEvent event) {
        return RunFailure.of(event).isPresent()
                || (event.isCommunication() && !event.isFromUser() && !event.isFromPerson());
    }
}
