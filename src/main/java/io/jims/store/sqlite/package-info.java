/// Threads in one SQLite file: one thread writes, one flushes the log, a few read. Used by
/// `connect` only. Read [SqliteThreadStore] first, then [SqliteWriter].
@NullMarked
package io.jims.store.sqlite;

import org.jspecify.annotations.NullMarked;
