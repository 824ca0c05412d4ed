package io.jims.conversation.pending;

import io.jims.admission.Client;
import io.jims.admission.budget.Payer;
import io.jims.conversation.log.UserMessage;
import io.jims.conversation.run.ActiveRun;
import io.jims.conversation.run.Run;
import io.jims.conversation.run.StreamedText;
import io.jims.core.Span;
import io.jims.core.ThreadEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor's message on its way to an answer. What it streams, and what its run is doing, is
/// guarded by the lock of the conversation's followers.
public final class PendingMessage {
    private final UserMessage message;
    private final ThreadEvent event;
    private final boolean retry;
    private final Span work;
    private final @Nullable Client client;
    private final StreamedText streamed = new StreamedText();
    private final Set<UUID> streamedIds = new HashSet<>(1);
    private final Set<UUID> calls = new HashSet<>(0);
    private String status = "";

    // Written by one thread each, the run's starter and the stopper, which read the other one then.
    private volatile @Nullable Run run;
    private volatile boolean stopRequested;

    /// @param event what the message became in the thread
    /// @param retry whether an earlier run may have begun to answer it
    /// @param work what its run is part of
    /// @param client who sent it; null where that is not known any more
    public PendingMessage(
            UserMessage message,
            ThreadEvent event,
            boolean retry,
            Span work,
            @Nullable Client client) {
        this.message = message;
        this.event = event;
        this.retry = retry;
        this.work = work;
        this.client = client;
    }

    /// A message that was taken elsewhere or by an earlier process; its visitor's language is not
    /// known.
    public static PendingMessage owed(ThreadEvent event, Span work) {
        return owed(event, null, work, null);
    }

    /// A message that was taken before, from a visitor of this language.
    public static PendingMessage owed(
            ThreadEvent event, @Nullable String language, Span work, @Nullable Client client) {
        String text = String.valueOf(event.text("content"));
        String label = event.text("label");
        UserMessage message = new UserMessage(event.id(), text, label, true, language);
        return new PendingMessage(message, event, true, work, client);
    }

    public UUID id() {
        return message.id();
    }

    public UserMessage message() {
        return message;
    }

    public ThreadEvent event() {
        return event;
    }

    public boolean isOwed() {
        return message.owed();
    }

    public boolean isRetry() {
        return retry;
    }

    /// Whose share of the day its answer takes.
    ///
    /// @param visitor the thread's owner
    public Payer payer(String visitor) {
        return client == null ? new Payer(visitor, null, false) : client.payer(visitor);
    }

    public Span work() {
        return work;
    }

    /// Its run has started. Needs no lock.
    ///
    /// @return whether the caller has to stop the run: it was not wanted any more before it started
    public boolean hasStarted(Run started) {
        run = started;
        return stopRequested;
    }

    /// The visitor does not want the answer any more: stops its run, or has it stopped as soon as
    /// it starts, see [#hasStarted]. Called without a lock: the run may just be telling of a piece.
    ///
    /// @return whether the run was under way
    public boolean stopRun() {
        stopRequested = true;
        Run present = run;
        if (present != null) {
            present.stop();
        }
        return present != null;
    }

    /// Adds a piece of an assistant message.
    ///
    /// @return how many characters of that message came before
    public int addPiece(UUID messageId, String piece) {
        status = "";
        streamedIds.add(messageId);
        int before = streamed.continueWith(messageId);
        streamed.append(piece);
        return before;
    }

    /// What its run is doing.
    public void setStatus(String text) {
        status = text;
    }

    /// What its run is doing; empty where it has not said so, or has gone on to answer.
    public String status() {
        return status;
    }

    /// Its run has made this call of a page action.
    public void hasCalled(UUID call) {
        calls.add(call);
    }

    /// Whether it was this run that made it.
    public boolean called(UUID call) {
        return calls.contains(call);
    }

    /// Whether its run streams, or has streamed, a message of this id.
    public boolean streams(UUID messageId) {
        return streamedIds.contains(messageId);
    }

    public ActiveRun toActiveRun() {
        return ActiveRun.of(id(), streamed);
    }
}
