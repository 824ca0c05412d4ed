/// Threads in PostgreSQL: a few writers that commit in batches, readers, counts and rates. Used by
/// `connect` only. Read [PostgresThreadStore] first, then [PostgresWriter].
@NullMarked
package io.jims.store.postgres;

import org.jspecify.annotations.NullMarked;
