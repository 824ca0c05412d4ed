package io.jims.store;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thread of a contact, as a list of them shows it.
///
/// @param question the first thing that the visitor said in it and that is no command, else the
///   first thing at all; null where that is not among its first events, or very long
/// @param lastEventAt when something last happened in it
public record ContactThread(ThreadId id, @Nullable ThreadEvent question, Instant lastEventAt) {}
