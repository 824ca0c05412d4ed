package io.jims.conversation;

import io.jims.conversation.handoff.PersonMessage;
import io.jims.conversation.replica.RunNote;
import io.jims.conversation.replica.RunNotes;
import io.jims.core.Handoff;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.ErasedThreadException;
import io.jims.store.Replicas;
import io.jims.store.StoreException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What persons do in threads, whichever replica has the visitor's socket. Safe for all threads.
public final class Handoffs {
    private final Conversations conversations;
    private final AnswerWorkers workers;
    private final Replicas replicas;

    public Handoffs(Conversations conversations, AnswerWorkers workers, Replicas replicas) {
        this.conversations = conversations;
        this.workers = workers;
        this.replicas = replicas;
    }

    /// Says who answers from now on; it is durable when this returns. Where they do already,
    /// nothing changes. When a person takes the thread, a run under way is stopped as a visitor
    /// stops it, and no message that waits is answered any more.
    ///
    /// @return whether there is such a thread
    /// @throws StoreException if it could not be stored
    public boolean handOff(ThreadId thread, Handoff handoff) {
        return with(
                        thread,
                        conversation -> {
                            conversation.handOff(handoff);
                            workers.answerOwed(conversation); // which finds that nothing is owed
                            return true;
                        })
                .isPresent();
    }

    /// Says something to the visitor; it is durable when this returns.
    ///
    /// @return what was stored; empty if there is no such thread
    /// @throws StoreException if it could not be stored
    public Optional<ThreadEvent> say(ThreadId thread, PersonMessage message) {
        return with(thread, conversation -> conversation.say(message));
    }

    /// Lets the visitor see that a person writes; nothing is stored, nor read.
    ///
    /// @param author their name; empty where they write no more
    public void tellTyping(ThreadId thread, String author) {
        RunNote.Typing note = new RunNote.Typing(author);
        conversations.ifOpen(thread).ifPresent(conversation -> conversation.follow(note));
        if (replicas.shared()) {
            replicas.tell(thread, RunNotes.write(note));
        }
    }

    private <T> Optional<T> with(ThreadId thread, Function<Conversation, @Nullable T> action) {
        Conversation conversation = conversations.join(thread, null).orElse(null);
        if (conversation == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(action.apply(conversation));
        } catch (ErasedThreadException e) {
            return Optional.empty();
        } finally {
            conversations.leave(conversation);
        }
    }
}
