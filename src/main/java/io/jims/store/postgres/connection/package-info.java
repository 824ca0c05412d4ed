/// The connection to a PostgreSQL server: its URL, driver settings, the wait at the start, the
/// pool, and what its errors mean. Knows nothing of threads. Used by the other PostgreSQL packages
/// and `connect`. Read [PostgresUrl] first, then [PostgresPool].
@NullMarked
package io.jims.store.postgres.connection;

import org.jspecify.annotations.NullMarked;
