package io.jims.admission.budget;

import io.jims.core.Sha256;
import io.jims.store.ContactCounters;
import java.util.UUID;

/// What is counted on each day.
///
/// @param id names it in the database, which is not told who a visitor is
record CounterKey(UUID id) {
    /// Messages of all visitors.
    static final CounterKey MESSAGES = new CounterKey(Sha256.uuid("messages"));

    /// Tokens of language models for all visitors.
    static final CounterKey TOKENS = new CounterKey(Sha256.uuid("tokens"));

    static CounterKey messagesOf(String contact, String claimedAt) {
        return new CounterKey(ContactCounters.messagesOf(contact, claimedAt));
    }

    static CounterKey tokensOf(String contact, String claimedAt) {
        return new CounterKey(ContactCounters.tokensOf(contact, claimedAt));
    }

    static CounterKey messagesFrom(String network) {
        return new CounterKey(Sha256.uuid("messages from " + network));
    }

    static CounterKey tokensFrom(String network) {
        return new CounterKey(Sha256.uuid("tokens for " + network));
    }
}
