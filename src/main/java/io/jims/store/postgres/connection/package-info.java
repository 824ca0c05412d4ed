/// How a PostgreSQL server is reached: its URL, its driver's settings, the wait at the start, the
/// pool, and what its errors mean. Nothing here knows a thread. The other PostgreSQL rooms and
/// `connect` come in. Read [PostgresUrl] first, then [PostgresPool].
@NullMarked
package io.jims.store.postgres.connection;

import org.jspecify.annotations.NullMarked;
