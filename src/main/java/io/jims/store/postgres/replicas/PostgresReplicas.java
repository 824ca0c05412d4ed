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

/// The processes that share a PostgreSQL database. Each has two connections of its own for that,
/// beside the pool, as long as it takes part: one holds its claims, the other hears the news. Both
/// need a session of the server, so a proxy that shares sessions out by transaction will not do.
public final class PostgresReplicas implements Replicas, AutoCloseable {
    private final PostgresClaims claims;
    private final PostgresNews news;

    /// @param name tells this process from the others
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
