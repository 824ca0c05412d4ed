package io.jims.conversation.pending;

import io.jims.admission.Backlog;

/// The place of a conversation in the server's backlog, while it has one. Guarded by the
/// conversation's lock.
final class BacklogPlace {
    private final Backlog backlog;
    private boolean taken;

    BacklogPlace(Backlog backlog) {
        this.backlog = backlog;
    }

    /// Takes a place for a new message.
    ///
    /// @throws io.jims.core.ChatException if there is none
    void enter() {
        if (!taken) {
            backlog.enter();
            taken = true;
        }
    }

    /// Takes a place for answers that are owed from before.
    void enterOwed() {
        if (!taken) {
            backlog.enterOwed();
            taken = true;
        }
    }

    void leave() {
        if (taken) {
            taken = false;
            backlog.leave();
        }
    }
}
