package io.jims.admission;

import io.jims.admission.budget.Payer;
import io.jims.core.ThreadId;

/// The origin of a message, for limits.
///
/// @param visitor the subject of the limits per visitor
/// @param beginsThread whether the thread begins with this message
public record Sender(Client client, String visitor, ThreadId thread, boolean beginsThread) {
    Payer payer() {
        return client.payer(visitor);
    }

    String network() {
        return client.address().network();
    }

    /// An unproven visitor is limited together with its network, so that naming someone else's
    /// contact from elsewhere takes nothing from them.
    String limitedVisitor() {
        return client.proven() ? visitor : visitor + " at " + network();
    }
}
