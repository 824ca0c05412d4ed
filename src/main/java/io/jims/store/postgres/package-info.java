/// Threads in PostgreSQL: a few threads that write in batches, readers, counts and rates. Only
/// `connect` comes in. Read [PostgresThreadStore] first, then [PostgresWriter].
@NullMarked
package io.jims.store.postgres;

import org.jspecify.annotations.NullMarked;
