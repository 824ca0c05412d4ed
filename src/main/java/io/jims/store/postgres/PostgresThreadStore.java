package io.jims.store.postgres;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.observe.StoreObserver;
import io.jims.store.DailyCounts;
import io.jims.store.Replicas;
import io.jims.store.SharedRates;
import io.jims.store.StoreException;
import io.jims.store.ThreadChange;
import io.jims.store.commit.PendingWrite;
import io.jims.store.index.ThreadIndex;
import io.jims.store.postgres.connection.PostgresErrors;
import io.jims.store.postgres.connection.PostgresPool;
import io.jims.store.postgres.connection.PostgresSource;
import io.jims.store.postgres.connection.PostgresStart;
import io.jims.store.postgres.connection.PostgresUrl;
import io.jims.store.postgres.replicas.NewsChannel;
import io.jims.store.postgres.replicas.PostgresReplicas;
import io.jims.store.sql.ArchiveQueries;
import io.jims.store.sql.EncodedChange;
import io.jims.store.sql.KeyedIds;
import io.jims.store.sql.Queries;
import io.jims.store.sql.SqlArchive;
import io.jims.store.sql.SqlThreadStore;
import io.jims.store.sql.StoreOptions;
import io.jims.store.sql.index.SqlThreadIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Threads in a PostgreSQL database, which other processes may use at the same time. Safe for all
/// threads.
///
/// What [#append] and [#create] acknowledge survives a power failure of the server: it is in the
/// server's write-ahead log, flushed to disk. If they throw, nothing was stored, even after an
/// interrupt, with one exception: a connection that is lost during the commit and cannot be
/// restored in time. Writing the same events again is always safe.
///
/// While the server is unreachable, calls fail within twice the timeout at first, and then at once,
/// until it is back.
///
/// The JSON of events may contain U+0000 and lone surrogates: the column `json` holds them as JSON
/// escapes, as with the Python JIMS. PostgreSQL cannot store them in other text, so there they are
/// refused.
public final class PostgresThreadStore extends SqlThreadStore {
    private final PostgresErrors errors;
    private final PostgresPool pool;
    private final PostgresWriter writer;
    private final PostgresReaders readers;
    private final PostgresCounts counts;
    private final PostgresRates rates;
    private final PostgresReplicas replicas;
    private final PGSimpleDataSource source;

    private PostgresThreadStore(
            PGSimpleDataSource source,
            PostgresPool pool,
            PostgresReaders readers,
            PostgresErrors errors,
            StoreOptions options,
            StoreObserver observer) {
        KeyedIds ids = new KeyedIds(readers, errors);
        super(
                PostgresQueries.QUERIES,
                readers,
                errors,
                new SqlArchive(
                        ArchiveQueries.POSTGRESQL, new PostgresArchiveConnections(pool), ids));
        this.errors = errors;
        this.source = source;
        this.pool = pool;
        this.readers = readers;
        this.counts = new PostgresCounts(readers, ids);
        this.rates = new PostgresRates(readers, ids);
        String name = Long.toHexString(ThreadLocalRandom.current().nextLong());
        this.replicas = new PostgresReplicas(name, source, pool, errors, options);
        this.writer =
                new PostgresWriter(pool, errors, options, NewsChannel.storedBy(name), observer);
    }

    /// Opens the database, and creates or migrates its tables; waits for it as long as the options
    /// say.
    ///
    /// @throws IllegalArgumentException if a parameter of the URL has a value that is not allowed
    /// @throws StoreException if it cannot be used, saying why and what to do
    public static PostgresThreadStore open(
            PostgresUrl url, StoreOptions options, StoreObserver observer) {
        PostgresErrors errors = new PostgresErrors(url, options.timeout());
        PGSimpleDataSource source = PostgresSource.of(url, options);
        new PostgresStart(source, errors, options).await();
        PostgresPool pool = new PostgresPool(source, errors, options);
        return new PostgresThreadStore(
                source,
                pool,
                new PostgresReaders(pool, errors, options),
                errors,
                options,
                observer);
    }

    @Override
    public void store(ThreadChange change) {
        writer.write(() -> new PendingWrite(storable(EncodedChange.of(change))));
    }

    @Override
    public Optional<ChatThread> findByExternalId(String externalId) {
        return isStorable(externalId) ? super.findByExternalId(externalId) : Optional.empty();
    }

    @Override
    public DailyCounts dailyCounts() {
        return counts;
    }

    @Override
    public Optional<SharedRates> sharedRates() {
        return Optional.of(rates);
    }

    @Override
    public List<ThreadEvent> eventsAfter(ThreadId id, Instant time, int limit) {
        return readEvents(connection -> PostgresQueries.laterEvents(connection, id, time, limit));
    }

    @Override
    public long version(ThreadId id) {
        return readers.read(connection -> PostgresQueries.version(connection, id));
    }

    @Override
    public Replicas replicas() {
        return replicas;
    }

    @Override
    public ThreadIndex openIndex() {
        return new SqlThreadIndex(
                new PostgresIndexDialect(source, readers, new PostgresArchiveConnections(pool)),
                () -> {}); // they are those of the store
    }

    /// Reads from the database and has a row written to its disk, which other writes share.
    @Override
    public void check() {
        readers.read(Queries::probe);
        writer.write(() -> new PendingWrite(EncodedChange.NONE));
    }

    @Override
    public void close() {
        replicas.close();
        readers.close();
        writer.close();
        pool.close();
    }

    private EncodedChange storable(EncodedChange rows) {
        if (rows.thread() != null) {
            require("contact_id", rows.thread().contactId());
            require("external_id", rows.thread().externalId());
        }
        rows.events().forEach(event -> require("event_type", event.type()));
        return rows;
    }

    private void require(String column, @Nullable String text) {
        if (text != null && !isStorable(text)) {
            throw errors.explain(
                    "write to",
                    column
                            + " must not hold U+0000 or half a surrogate pair, which PostgreSQL"
                            + " cannot keep");
        }
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c ->
                        c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
