/// Threads in SQLite.
@NullMarked
package io.jims.store.sqlite;

import org.jspecify.annotations.NullMarked;
