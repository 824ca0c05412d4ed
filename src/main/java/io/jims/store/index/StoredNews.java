package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Instant;

/// Something that was stored, by whatever process.
///
/// @param position counts up in the order in which the index took it up; the same in all processes
///   on a database
/// @param at the event's own time
public record StoredNews(long position, ThreadId thread, String type, Instant at) {}
