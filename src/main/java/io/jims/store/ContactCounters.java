package io.jims.store;

import io.jims.core.Sha256;
import java.util.UUID;

/// The ids of a contact's daily counters, shared by counting and erasing. They have a common
/// prefix, since an erasure does not know from which networks the contact was claimed.
public final class ContactCounters {
    private ContactCounters() {}

    /// The counter of a day's messages.
    ///
    /// @param claimedAt the network of an unproven contact; empty for a proven one
    public static UUID messagesOf(String contactId, String claimedAt) {
        return counter(contactId, "messages", claimedAt);
    }

    /// The counter of the tokens that a day's answers cost.
    public static UUID tokensOf(String contactId, String claimedAt) {
        return counter(contactId, "tokens", claimedAt);
    }

    /// A counter with the contact's prefix.
    public static UUID anyOf(String contactId) {
        return counter(contactId, "", "");
    }

    private static UUID counter(String contactId, String counted, String claimedAt) {
        return new UUID(
                Sha256.uuid("contact " + contactId).getMostSignificantBits(),
                Sha256.uuid(counted + " at " + claimedAt).getLeastSignificantBits());
    }
}
