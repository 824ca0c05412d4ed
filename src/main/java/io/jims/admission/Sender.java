package io.jims.admission;

import io.jims.admission.budget.Payer;
import io.jims.core.ThreadId;

/// Where a message comes from.
///
/// @param visitor whom the limits of one visitor hold for
/// @param beginsThread whether the thread begins with this message
public record Sender(Client client, String visitor, ThreadId thread, boolean beginsThread) {
    Payer payer() {
        return client.payer(visitor);
    }

    String network() {
        return client.address().network();
    }

    /// A visitor who was only claimed is limited together with the network: whoever names someone
    /// else from elsewhere takes nothing from them.
    String limitedVisitor() {
        return client.proven() ? visitor : visitor + " at " + network();
    }
}
