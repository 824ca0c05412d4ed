package io.jims.conversation;

import io.jims.conversation.handoff.PersonMessage;
import io.jims.conversation.notice.Followers;
import io.jims.conversation.notice.Notice;
import io.jims.conversation.pending.PendingMessage;
import io.jims.conversation.pending.PendingMessages;
import io.jims.core.EventTypes;
import io.jims.core.Handoff;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.Optional;
import java.util.UUID;

/// Who answers in a conversation, the assistant or a person, and what the person says. Guarded by
/// the conversation's lock.
final class ThreadHandoff {
    private final FollowedLog log;
    private final PendingMessages messages;
    private final Followers followers;

    ThreadHandoff(FollowedLog log, PendingMessages messages, Followers followers) {
        this.log = log;
        this.messages = messages;
        this.followers = followers;
    }

    boolean isWithPerson() {
        return log.get().isWithPerson();
    }

    /// Stores who answers from now on.
    ///
    /// @return false if they did already
    boolean store(Handoff handoff) {
        Optional<ThreadEvent> stored = log.handOff(handoff, Span.NONE);
        followers.tellMessages(stored.stream().toList());
        return stored.isPresent();
    }

    /// Stores what a person says.
    ThreadEvent say(PersonMessage message) {
        UUID event = Uuid7.next();
        Optional<ThreadEvent> stored =
                log.note(event, EventTypes.ASSISTANT_MESSAGE, message.toData(), Span.NONE);
        followers.tellMessages(stored.stream().toList());
        return stored.or(() -> log.get().find(event)).orElseThrow();
    }

    /// Where a person has the thread, no message that waits is owed an answer any more.
    void releaseWaiting() {
        if (isWithPerson()) { // it may owe more, once it is read
            messages.waiting().forEach(this::release);
        }
    }

    private void release(PendingMessage message) {
        log.release(message);
        messages.remove(message);
        followers.tell(new Notice.Ended(message.id(), false));
    }
}
