package io.jims.admission.budget;

import io.jims.core.Sha256;
import io.jims.store.ContactCounters;
import java.util.UUID;

/// The key of a daily counter.
///
/// @param id in the database, which does not learn who the visitor is
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
