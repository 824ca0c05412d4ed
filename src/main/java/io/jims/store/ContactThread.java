package io.jims.store;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thread in a contact's list of conversations.
///
/// @param question the visitor's first message that is not a command, otherwise the first message;
///   null if there is none among the thread's first events, or it is very long
/// @param lastEventAt time of the last event
public record ContactThread(ThreadId id, @Nullable ThreadEvent question, Instant lastEventAt) {}
