/// Threads in PostgreSQL.
@NullMarked
package io.jims.store.postgres;

import org.jspecify.annotations.NullMarked;
