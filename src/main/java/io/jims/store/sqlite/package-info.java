/// Threads in one SQLite file: one thread writes, another one flushes the log, a few read. Only
/// `connect` comes in. Read [SqliteThreadStore] first, then [SqliteWriter].
@NullMarked
package io.jims.store.sqlite;

import org.jspecify.annotations.NullMarked;
