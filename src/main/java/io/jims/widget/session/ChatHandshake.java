package io.jims.widget.session;

import io.jims.admission.address.ClientAddress;
import io.jims.admission.token.ContactId;
import io.jims.core.ThreadId;
import org.jspecify.annotations.Nullable;

/// What a client says in its handshake; what stands in the query may be missing.
///
/// @param address where it comes from
/// @param thread what it wants to go on with
/// @param contact who it says that it is
/// @param token its proof of that
record ChatHandshake(
        ClientAddress address,
        @Nullable ThreadId thread,
        @Nullable ContactId contact,
        @Nullable String token) {}
