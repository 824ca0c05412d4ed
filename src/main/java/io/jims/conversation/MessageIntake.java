package io.jims.conversation;

import io.jims.admission.Client;
import io.jims.conversation.log.ThreadLog;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.notice.Follower;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Handoff;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes the visitor's messages into a conversation: stores each once, and tells its sender what it
/// is promised. Guarded by the conversation's lock.
final class MessageIntake {
    private final ThreadId thread;
    private final FollowedLog log;
    private final PendingMessages messages;
    private final Followers followers;
    private final RemoteRun remote;

    MessageIntake(
            ThreadId thread,
            FollowedLog log,
            PendingMessages messages,
            Followers followers,
            RemoteRun remote) {
        this.thread = thread;
        this.log = log;
        this.messages = messages;
        this.followers = followers;
        this.remote = remote;
    }

    /// Stores a message that is owed an answer from now on, unless a person answers.
    ///
    /// @param lookup of its id, which was not taken then
    /// @return false if it had been stored before
    boolean store(Lookup lookup, UserMessage message, Follower sender, Client client) {
        return !isTakenSince(lookup) && store(message, sender, client);
    }

    /// Whether the id was taken after it was looked up: the same message may have come to another
    /// replica, whose steps have been followed in the meantime.
    private boolean isTakenSince(Lookup lookup) {
        ThreadLog current = log.get();
        return log.timesFollowed() != lookup.timesFollowed()
                && (isKnown(lookup.id()) || current.find(lookup.id()).isPresent());
    }

    private boolean store(UserMessage message, Follower sender, Client client) {
        Span work = sender.trace();
        boolean wasWithPerson = log.get().isWithPerson();
        Optional<ThreadEvent> stored = log.receive(message, work);
        stored.ifPresent(event -> {
            tellAccepted(message.id(), sender);
            followers.add(sender);
            tellIfHandedOff(wasWithPerson);
            followers.tellMessages(List.of(event));
            if (log.get().isWithPerson()) {
                messages.leaveUnlessNeeded();
                followers.tell(new Notice.Ended(message.id(), false));
            } else {
                messages.add(new PendingMessage(message, event, false, work, client));
            }
        });
        return stored.isPresent();
    }

    /// Stores a message that is not owed an answer.
    PendingMessage storeUnpromised(UserMessage message, Client client, Span work) {
        boolean wasWithPerson = log.get().isWithPerson();
        Optional<ThreadEvent> stored = log.receive(message, work);
        tellIfHandedOff(wasWithPerson);
        followers.tellMessages(stored.stream().toList());
        ThreadEvent event = stored.or(() -> log.get().find(message.id())).orElseThrow();
        return new PendingMessage(message, event, false, work, client);
    }

    private void tellIfHandedOff(boolean wasWithPerson) {
        if (!wasWithPerson && log.get().isWithPerson()) {
            followers.tell(new Notice.HandedOff(Handoff.Mode.HUMAN));
        }
    }

    /// The message to retry; empty where there is nothing to retry, which the sender is then told.
    ///
    /// @throws ChatException `BAD_FRAME` if it is not the visitor's last message
    Optional<ThreadEvent> unanswered(UUID messageId, Follower sender) {
        log.get(); // it may owe more
        if (messages.contains(messageId)) {
            repeat(messageId, sender);
            return Optional.empty();
        }
        Optional<ThreadEvent> unanswered = log.get().unansweredLast(messageId);
        if (unanswered.isEmpty()) {
            repeatAnswered(messageId, sender);
        }
        return unanswered;
    }

    /// Stores that a message is owed an answer again.
    ///
    /// @return false if another replica did that
    boolean storeRetry(
            ThreadEvent event, @Nullable String language, Follower sender, Client client) {
        log.get(); // it may owe more
        if (messages.contains(event.id()) || log.get().unansweredLast(event.id()).isEmpty()) {
            return false;
        }
        Span work = sender.trace();
        boolean stored = log.retry(event.id(), work).isPresent();
        if (stored) {
            tellAccepted(event.id(), sender);
            followers.tellMessages(List.of(event)); // it has not failed any more
            messages.add(PendingMessage.owed(event, language, work, client));
        }
        return stored;
    }

    /// Tells the sender again what became of a message.
    ///
    /// @throws ChatException `BAD_FRAME` if the id is that of another event
    void repeat(UUID messageId, Follower sender) {
        if (remote.isShared() && log.get().findInMemory(messageId).isEmpty()) {
            log.catchUp(); // it may have come to another replica just now, and be owed its answer
        }
        if (!log.get().hasReceived(messageId)) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "another event of this conversation has the id of this message; give each"
                            + " message an id of its own");
        }
        tellAccepted(messageId, sender);
        if (!messages.contains(messageId)) { // the client may have lost what it was told
            sender.tell(new Notice.Answered(messageId, log.get().events(), log.get().ratings()));
        }
        followers.add(sender);
    }

    void tellAccepted(UUID messageId, Follower sender) {
        sender.tell(new Notice.Accepted(messageId, thread));
    }

    private void repeatAnswered(UUID messageId, Follower sender) {
        boolean isLast =
                log.get().events().reversed().stream()
                        .filter(ThreadEvent::isFromUser)
                        .findFirst()
                        .filter(last -> last.id().equals(messageId))
                        .isPresent();
        if (!isLast) {
            throw new ChatException(
                    ErrorCode.BAD_FRAME,
                    "a retry's \"id\" must be that of the visitor's last message in this thread");
        }
        repeat(messageId, sender);
    }

    /// Looks an id up, as far as it can be without asking the store.
    Lookup lookUp(UUID id) {
        ThreadLog current = log.get();
        return new Lookup(id, isKnown(id), current.hasOthers(), current, log.timesFollowed());
    }

    private boolean isKnown(UUID id) {
        PendingMessage active = messages.active();
        return log.get().findInMemory(id).isPresent()
                || remote.streams(id)
                || (active != null && followers.inStep(() -> active.streams(id)));
    }

    /// What is known of an id at a moment.
    ///
    /// @param known whether an event has it, or will have it when its run ends
    /// @param others whether the store has events that are not in memory
    /// @param timesFollowed see [FollowedLog#timesFollowed]
    record Lookup(UUID id, boolean known, boolean others, ThreadLog log, long timesFollowed) {
        /// Whether it cannot be given to another event. Needs no lock: the store may be asked.
        boolean isTaken() {
            return known || (others && log.findStored(id).isPresent());
        }
    }
}
