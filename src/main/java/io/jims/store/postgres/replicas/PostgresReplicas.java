package io.jims.store.postgres.replicas;

import io.jims.core.ThreadId;
import io.jims.store.Replicas;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.sql.StoreOptions;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/// The processes that share a PostgreSQL database. Each has two connections for that, in addition
/// to the pool: one holds its claims, the other receives notifications. Both need a server session,
/// so a proxy that pools by transaction cannot be used.
public final class PostgresReplicas implements Replicas, AutoCloseable {
    private final PostgresClaims claims;
    private final PostgresNews news;

    /// @param name distinguishes this process from the others
    public PostgresReplicas(
            String name,
            PGSimpleDataSource source,
            PostgresPool pool,
            PostgresErrors errors,
            StoreOptions options) {
        this.claims = new PostgresClaims(source, errors, options.timeout());
        this.news = new PostgresNews(name, source, pool, options.timeout());
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Optional<Claim> tryClaim(ThreadId thread) {
        return claims.tryClaim(thread);
    }

    @Override
    public Set<ThreadId> unclaimed(Collection<ThreadId> threads) {
        return claims.unclaimed(threads);
    }

    @Override
    public void tell(ThreadId thread, String note) {
        news.tell(thread, note);
    }

    @Override
    public void listen(Listener listener) {
        news.listen(listener);
    }

    /// Gives all claims back.
    @Override
    public void close() {
        news.close();
        claims.close();
    }
}
