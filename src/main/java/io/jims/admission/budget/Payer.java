package io.jims.admission.budget;

import org.jspecify.annotations.Nullable;

/// Whose share of the day a message takes. Of a contact that was only claimed, what comes from one
/// network is counted by itself: nobody can use up what is someone else's by naming them.
///
/// @param contact whom the limits of one visitor hold for
/// @param network where the message came from; null where that is not known any more
/// @param proven whether the contact is who it says
public record Payer(String contact, @Nullable String network, boolean proven) {
    CounterKey messages() {
        return CounterKey.messagesOf(contact, claimedAt());
    }

    CounterKey tokens() {
        return CounterKey.tokensOf(contact, claimedAt());
    }

    /// Where the contact was claimed; empty where it was proven.
    private String claimedAt() {
        return proven || network == null ? "" : network;
    }
}
