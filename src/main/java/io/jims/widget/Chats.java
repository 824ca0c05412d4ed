package io.jims.widget;

/// What all chats of a server share.
record Chats(Conversations conversations, Workers workers, MessageCounts counts, Limits limits) {
    /// The rules for taking a message.
    MessageRules rules() {
        return new MessageRules(limits, workers);
    }
}
