package io.jims.conversation.log;

import io.jims.core.Handoff;
import io.jims.core.Handoff.Mode;
import io.jims.core.ThreadEvent;
import java.time.Instant;

/// How far a log follows its thread in the store, and how things stand there. Guarded as the log
/// is.
final class LogPosition {
    private boolean stored;
    private long version;
    private Instant until = Instant.EPOCH;
    private boolean awaitsAnswer;
    private Mode mode = Mode.ASSISTANT;

    /// Follows the next event.
    void follow(ThreadEvent event) {
        until = event.createdAt();
        if (event.isCommunication() && !event.isFromPerson()) {
            awaitsAnswer = event.isFromUser();
        }
        mode = Handoff.modeOf(event).orElse(mode);
    }

    /// Follows one more change of the thread.
    void followChange() {
        version++;
    }

    /// The store has the thread, in this version.
    void setVersion(long found) {
        stored = true;
        version = found;
    }

    /// The store has the thread from now on.
    void setStored() {
        stored = true;
    }

    /// The thread was deleted: nothing is known of it any more.
    ///
    /// @param found the version that the store gives it now
    void beginAnew(long found) {
        stored = false;
        version = found;
        until = Instant.EPOCH;
        awaitsAnswer = false;
        mode = Mode.ASSISTANT;
    }

    /// Says who answers, where the events that were followed may not.
    void setMode(Mode found) {
        mode = found;
    }

    /// Whether the store has the thread.
    boolean isStored() {
        return stored;
    }

    /// How many steps of the thread it has followed, see [io.jims.store.ThreadStore#version].
    long version() {
        return version;
    }

    /// Whether the event is among those that it follows; the store may have later ones.
    boolean includes(ThreadEvent event) {
        return !event.createdAt().isAfter(until);
    }

    /// The time of the last event that it follows.
    Instant until() {
        return until;
    }

    /// Whether the last word is the visitor's.
    boolean awaitsAnswer() {
        return awaitsAnswer;
    }

    /// Who answers.
    Mode mode() {
        return mode;
    }
}
