package io.jims.conversation.handoff;

/// Who may hand a thread to a person.
public enum HandoffRule {
    /// Nobody: there is no listener on which a person could answer.
    NEVER,
    /// The person themselves, and the app.
    BY_APP,
    /// Visitors as well, by a button.
    BY_VISITOR;

    /// Whether a thread can be handed to a person at all.
    public boolean isPossible() {
        return this != NEVER;
    }

    /// Whether visitors may ask for a person.
    public boolean isForVisitors() {
        return this == BY_VISITOR;
    }
}
