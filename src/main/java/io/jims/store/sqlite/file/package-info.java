/// The file of a database as the system has it: who may read it, which one it is, and which server
/// it belongs to. Only the rooms of SQLite come in. Read [ServerLock] first.
@NullMarked
package io.jims.store.sqlite.file;

import org.jspecify.annotations.NullMarked;
