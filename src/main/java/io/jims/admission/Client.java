package io.jims.admission;

import io.jims.admission.address.ClientAddress;
import io.jims.admission.budget.Payer;

/// The client of a connection, for limits.
///
/// @param proven whether a token proves the contact; otherwise the client may claim to be anyone
public record Client(ClientAddress address, boolean proven) {
    /// The owner of the daily budget that the client's messages use.
    ///
    /// @param visitor the subject of the limits per visitor
    public Payer payer(String visitor) {
        return new Payer(visitor, address.network(), proven);
    }
}
