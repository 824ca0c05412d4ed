package io.jims.conversation;

import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import io.jims.core.UserMessage;
import io.jims.widget.protocol.ServerFrame;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One user message on its way to an answer. Guarded by the lock of its conversation.
final class Turn {
    private final UserMessage message;
    private final ThreadEvent event;
    private final boolean retry;
    private final Span work;
    private final StringBuilder text = new StringBuilder();
    private @Nullable UUID streamed;
    private @Nullable Run run;
    private volatile boolean stopRequested;

    /// @param event what the message became in the thread
    /// @param retry whether an earlier run may have begun to answer it
    /// @param work what its run is part of
    Turn(UserMessage message, ThreadEvent event, boolean retry, Span work) {
        this.message = message;
        this.event = event;
        this.retry = retry;
        this.work = work;
    }

    /// A message that an earlier process was to answer; its visitor's language is not known any
    /// more.
    static Turn owed(ThreadEvent event, Span work) {
        String text = String.valueOf(event.text("content"));
        UserMessage message = new UserMessage(event.id(), text, event.text("label"), true, null);
        return new Turn(message, event, true, work);
    }

    boolean is(UUID messageId) {
        return message.id().equals(messageId);
    }

    UserMessage message() {
        return message;
    }

    ThreadEvent event() {
        return event;
    }

    boolean isRetry() {
        return retry;
    }

    Span work() {
        return work;
    }

    void begin(Run started) {
        run = started;
    }

    /// The visitor does not want the answer any more.
    ///
    /// @return the run to stop; null if it has not begun, and then whoever begins it has to stop it
    @Nullable Run requestStop() {
        stopRequested = true;
        return run;
    }

    /// Needs no lock.
    boolean isStopRequested() {
        return stopRequested;
    }

    /// Adds a piece of a message.
    ///
    /// @return how many characters of that message came before
    int addPiece(UUID messageId, String piece) {
        if (!messageId.equals(streamed)) {
            streamed = messageId;
            text.setLength(0);
        }
        int before = text.length();
        text.append(piece);
        return before;
    }

    /// Id of the message that the run streams, or streamed last.
    @Nullable UUID streamed() {
        return streamed;
    }

    /// What was streamed of that.
    String text() {
        return text.toString();
    }

    ServerFrame.Active toFrame() {
        return new ServerFrame.Active(message.id(), streamed, text.toString());
    }
}
