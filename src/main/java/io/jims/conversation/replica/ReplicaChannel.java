package io.jims.conversation.replica;

import io.jims.conversation.log.RunFailure;
import io.jims.conversation.run.ActiveRun;
import io.jims.core.ThreadId;
import io.jims.store.Replicas;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells the other replicas of one thread's runs here, as long as one of them wants to hear of it.
/// Used by one thread at a time, in step with what the followers here are told.
public final class ReplicaChannel {
    private final ThreadId thread;
    private final Replicas replicas;
    private boolean wanted;

    public ReplicaChannel(ThreadId thread, Replicas replicas) {
        this.thread = thread;
        this.replicas = replicas;
    }

    /// Whether there may be other replicas.
    public boolean isShared() {
        return replicas.shared();
    }

    /// From now on another replica wants to hear of the runs.
    public void open() {
        wanted = true;
    }

    /// Asks the others to tell of their runs, and of the present one so far.
    public void ask() {
        tell(new RunNote.Ask());
    }

    /// Ends the run under way elsewhere.
    public void stop() {
        tell(new RunNote.Stop());
    }

    public void status(UUID message, String text) {
        if (wanted) {
            tell(new RunNote.Status(message, text));
        }
    }

    /// Tells all that a run has streamed of its present message.
    public void soFar(ActiveRun run) {
        if (run.streamed() != null) {
            piece(run.message(), run.streamed(), 0, run.text());
        }
    }

    /// Tells a piece of what a run streams.
    ///
    /// @param offset how many characters of the streamed message came before
    public void piece(UUID message, UUID streamed, int offset, String text) {
        if (wanted) {
            RunNotes.pieces(message, streamed, offset, text).forEach(this::tell);
        }
    }

    /// The run for a message that is owed nothing has ended; of the others the store says so.
    ///
    /// @param failure null where it succeeded
    public void ended(UUID message, boolean stopped, @Nullable RunFailure failure) {
        if (wanted) {
            tell(
                    new RunNote.Ended(
                            message,
                            stopped,
                            failure == null ? null : failure.code(),
                            failure == null ? "" : failure.text()));
        }
    }

    private void tell(RunNote note) {
        if (replicas.shared()) {
            replicas.tell(thread, RunNotes.write(note));
        }
    }
}
