package io.jims.admission;

import io.jims.admission.address.ClientAddress;
import io.jims.admission.budget.Payer;

/// Who is at the other end of a connection.
///
/// @param proven whether a token says whose messages these are; else the client may claim to be
///   anyone
public record Client(ClientAddress address, boolean proven) {
    /// Whose share of the day it takes.
    ///
    /// @param visitor whom the limits of one visitor hold for
    public Payer payer(String visitor) {
        return new Payer(visitor, address.network(), proven);
    }
}
