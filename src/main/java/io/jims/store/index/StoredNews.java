package io.jims.store.index;

import io.jims.core.ThreadId;
import java.time.Instant;

/// A stored event, by any process.
///
/// @param position increases in the order of indexing; the same in all processes on a database
/// @param at the event's own time
public record StoredNews(long position, ThreadId thread, String type, Instant at) {}
