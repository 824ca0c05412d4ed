package io.jims.store;

import io.jims.core.Sha256;
import java.util.UUID;

/// The counters of a contact: what counts and what erases must name them alike. Their ids begin
/// alike, since those who erase do not know from where a contact was claimed.
public final class ContactCounters {
    private ContactCounters() {}

    /// Counts the messages of a day.
    ///
    /// @param claimedAt the network from which the contact was only claimed; empty where it was not
    public static UUID messagesOf(String contactId, String claimedAt) {
        return counter(contactId, "messages", claimedAt);
    }

    /// Counts the tokens of language models that a day's answers cost.
    public static UUID tokensOf(String contactId, String claimedAt) {
        return counter(contactId, "tokens", claimedAt);
    }

    /// A counter of the contact, which begins as all do.
    public static UUID anyOf(String contactId) {
        return counter(contactId, "", "");
    }

    private static UUID counter(String contactId, String counted, String claimedAt) {
        return new UUID(
                Sha256.uuid("contact " + contactId).getMostSignificantBits(),
                Sha256.uuid(counted + " at " + claimedAt).getLeastSignificantBits());
    }
}
