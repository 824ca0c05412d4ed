package io.jims.store.sql.index;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.index.HourlyUsage;
import io.jims.store.index.ModelCosts;
import io.jims.store.index.StoredNews;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadIndex;
import io.jims.store.index.ThreadSummary;
import io.jims.store.index.WebhookQueue;
import io.jims.store.sql.EventRow;
import io.jims.store.sql.Queries;
import io.jims.store.sql.ThreadRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The [io.jims.store.index.ThreadIndex] of both databases. Safe for all threads.
public final class SqlThreadIndex implements ThreadIndex {
    private final IndexDialect dialect;
    private final EventIndexer indexer;
    private final FoundThreads found;
    private final UsageQueries usage;
    private final CostQueries costs;
    private final AutoCloseable connections;

    /// @param connections closed with this
    public SqlThreadIndex(IndexDialect dialect, AutoCloseable connections) {
        this.dialect = dialect;
        this.connections = connections;
        this.indexer = new EventIndexer(dialect);
        this.found = new FoundThreads(dialect);
        this.usage = new UsageQueries(dialect);
        this.costs = new CostQueries(dialect);
    }

    @Override
    public boolean update() {
        return indexer.update();
    }

    @Override
    public List<ThreadSummary> find(ThreadFilter filter, @Nullable Place before, int limit) {
        return found.find(filter, before, limit);
    }

    @Override
    public Optional<ThreadSummary> find(ThreadId id) {
        return found.find(id);
    }

    @Override
    public List<ThreadEvent> events(ThreadId id, @Nullable UUID after, int limit) {
        IndexDialect.Words words = dialect.words();
        String thread = Uuid7.compact(id.value());
        List<Object> parameters = new ArrayList<>(List.of(thread));
        String behind = "";
        if (after != null) {
            behind =
                    """
                    AND (%1$s, e.event_id) >
                        (SELECT %1$s, e.event_id FROM thread_events e
                         WHERE e.thread_id = %2$s AND e.event_id = %2$s)
                    """
                            .formatted(words.time(), words.id());
            parameters.addAll(List.of(thread, Uuid7.compact(after)));
        }
        String sql =
                """
                SELECT CAST(e.event_id AS TEXT), CAST(e.created_at AS TEXT), e.event_type, e.event_data
                FROM thread_events e
                WHERE e.thread_id = %2$s %3$s
                ORDER BY %1$s, e.event_id
                LIMIT ?
                """
                        .formatted(words.time(), words.id(), behind);
        parameters.add(limit);
        List<EventRow> rows =
                dialect.read(connection ->
                        Queries.list(connection, sql, Queries::eventRow, parameters.toArray()));
        return rows.stream().map(row -> new NewEvent("", row).event()).toList();
    }

    @Override
    public List<ChatThread> threads(@Nullable ThreadId after, int limit) {
        String behind = after == null ? "" : "WHERE thread_id > " + dialect.words().id();
        String sql =
                """
                SELECT CAST(thread_id AS TEXT), contact_id, external_id,
                       CAST(created_at AS TEXT), thread_config
                FROM threads
                %s
                ORDER BY threads.thread_id
                LIMIT ?
                """
                        .formatted(behind);
        Object[] parameters =
                after == null
                        ? new Object[] {limit}
                        : new Object[] {Uuid7.compact(after.value()), limit};
        List<ThreadRow> rows =
                dialect.read(connection ->
                        Queries.list(connection, sql, Queries::threadRow, parameters));
        return rows.stream().map(row -> row.toThread(row.readId())).toList();
    }

    @Override
    public List<StoredNews> news(long after, int limit) {
        String sql =
                """
                SELECT position, CAST(thread_id AS TEXT), event_type, created_at
                FROM jims_widget_search_feed
                WHERE position > ?
                ORDER BY position
                LIMIT ?
                """;
        return dialect.read(
                connection -> Queries.list(connection, sql, SqlThreadIndex::newsOf, after, limit));
    }

    @Override
    public Positions positions() {
        String sql =
                "SELECT coalesce(min(position), 0), coalesce(max(position), 0)"
                        + " FROM jims_widget_search_feed";
        return dialect.read(connection ->
                Queries.list(connection, sql, row -> new Positions(row.getLong(1), row.getLong(2)))
                        .getFirst());
    }

    @Override
    public List<HourlyUsage> usage(Instant from, Instant until) {
        return usage.between(from, until);
    }

    @Override
    public List<ModelCosts> costs(Instant from, Instant until, Set<ModelCosts.By> by, int limit) {
        return costs.between(from, until, by, limit);
    }

    @Override
    public WebhookQueue webhook() {
        return new SqlWebhookQueue(dialect);
    }

    @Override
    public void close() {
        try {
            connections.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the connections of a store throw nothing checked", e);
        }
    }

    private static StoredNews newsOf(ResultSet row) throws SQLException {
        return new StoredNews(
                row.getLong(1),
                FoundThreads.idOf(row.getString(2)),
                row.getString(3),
                Micros.toInstant(row.getLong(4)));
    }
}
