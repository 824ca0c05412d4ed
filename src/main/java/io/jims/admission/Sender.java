package io.jims.admission;

import io.jims.admission.address.ClientAddress;
import io.jims.core.ThreadId;

/// Where a message comes from.
///
/// @param visitor whom the limits of one visitor hold for
/// @param beginsThread whether the thread begins with this message
public record Sender(
        ClientAddress address, String visitor, ThreadId thread, boolean beginsThread) {}
