/// Coordination of the servers on one PostgreSQL database: claims by advisory locks, notifications
/// by `LISTEN` and `NOTIFY`. Used by `postgres` only. Read [PostgresReplicas] first.
@NullMarked
package io.jims.store.postgres.replicas;

import org.jspecify.annotations.NullMarked;
