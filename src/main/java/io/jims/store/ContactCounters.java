package io.jims.store;

import io.jims.core.Sha256;
import java.util.List;
import java.util.UUID;

/// The counters of a contact: what counts and what erases must name them alike.
public final class ContactCounters {
    private ContactCounters() {}

    /// Counts the messages of a day.
    public static UUID messagesOf(String contactId) {
        return Sha256.uuid("messages of " + contactId);
    }

    /// Counts the tokens of language models that a day's answers cost.
    public static UUID tokensOf(String contactId) {
        return Sha256.uuid("tokens for " + contactId);
    }

    /// All of them.
    public static List<UUID> of(String contactId) {
        return List.of(messagesOf(contactId), tokensOf(contactId));
    }
}
