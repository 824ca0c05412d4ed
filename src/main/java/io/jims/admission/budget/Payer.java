package io.jims.admission.budget;

import org.jspecify.annotations.Nullable;

/// Who pays for a message from the daily limits. For an unproven contact, each network is counted
/// separately: nobody can use up someone else's share by naming them.
///
/// @param contact the subject of the limits per visitor
/// @param network that the message came from; null if no longer known
/// @param proven whether a token proves the contact
public record Payer(String contact, @Nullable String network, boolean proven) {
    CounterKey messages() {
        return CounterKey.messagesOf(contact, claimedAt());
    }

    CounterKey tokens() {
        return CounterKey.tokensOf(contact, claimedAt());
    }

    /// The network of an unproven contact; empty for a proven one.
    private String claimedAt() {
        return proven || network == null ? "" : network;
    }
}
