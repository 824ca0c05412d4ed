/// The database file on disk: its permissions, its identity, and the lock of the server that uses
/// it. Used by the SQLite packages only. Read [ServerLock] first.
@NullMarked
package io.jims.store.sqlite.file;

import org.jspecify.annotations.NullMarked;
