package io.jims.widget;

import io.jims.core.ThreadId;
import io.jims.widget.admission.ContactId;
import org.jspecify.annotations.Nullable;

/// What a client asked for in the query of its handshake; each may be missing.
///
/// @param thread what it wants to go on with
/// @param contact who it says that it is
/// @param token its proof of that
record Requested(@Nullable ThreadId thread, @Nullable ContactId contact, @Nullable String token) {}
