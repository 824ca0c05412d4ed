/// What servers on one PostgreSQL database agree on and tell each other: claims by advisory locks,
/// news by `LISTEN` and `NOTIFY`. Only `postgres` comes in. Read [PostgresReplicas] first.
@NullMarked
package io.jims.store.postgres.replicas;

import org.jspecify.annotations.NullMarked;
