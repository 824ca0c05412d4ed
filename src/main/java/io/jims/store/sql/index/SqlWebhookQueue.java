package io.jims.store.sql.index;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.index.WebhookQueue;
import io.jims.store.sql.Queries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// The [io.jims.store.index.WebhookQueue] of both databases. Safe for all threads.
record SqlWebhookQueue(IndexDialect dialect) implements WebhookQueue {
    private static final String QUEUED =
            """
            SELECT f.position, CAST(f.thread_id AS TEXT), CAST(f.event_id AS TEXT), f.event_type,
                   f.created_at,
                   CASE WHEN f.created_at < (SELECT since FROM jims_widget_webhook)
                        THEN 1 ELSE 0 END
            FROM jims_widget_search_feed f
            """;
    private static final String IS_SENDER =
            "SELECT position FROM jims_widget_webhook WHERE sender = ?";

    @Override
    public OptionalLong claim(String sender, Duration lease) {
        String begin =
                """
                INSERT INTO jims_widget_webhook (id, position, since, sender, lease)
                VALUES (1, (SELECT coalesce(max(position), 0) FROM jims_widget_search_feed), %s, '', 0)
                ON CONFLICT DO NOTHING
                """
                        .formatted(now());
        String claim =
                """
                UPDATE jims_widget_webhook SET sender = ?, lease = %1$s + ?
                WHERE sender = ? OR lease < %1$s
                """
                        .formatted(now());
        return dialect.write(connection -> {
            Queries.update(connection, begin);
            Queries.update(connection, claim, sender, lease.toNanos() / 1_000, sender);
            return cursor(connection, sender);
        });
    }

    @Override
    public void release(String sender) {
        dialect.write(connection ->
                Queries.update(
                        connection,
                        "UPDATE jims_widget_webhook SET sender = '', lease = 0 WHERE sender = ?",
                        sender));
    }

    @Override
    public List<Queued> next(long after, int limit) {
        String sql = QUEUED + "WHERE f.position > ? ORDER BY f.position LIMIT ?";
        return dialect.read(
                connection -> Queries.list(connection, sql, SqlWebhookQueue::queued, after, limit));
    }

    @Override
    public List<Queued> ofThread(ThreadId thread, long from, long until, int limit) {
        String sql =
                QUEUED
                        + """
                        WHERE f.thread_id = %s AND f.position >= ? AND f.position <= ?
                        ORDER BY f.position LIMIT ?
                        """
                                .formatted(dialect.words().id());
        String id = Uuid7.compact(thread.value());
        return dialect.read(connection ->
                Queries.list(connection, sql, SqlWebhookQueue::queued, id, from, until, limit));
    }

    @Override
    public List<Held> held() {
        String sql =
                """
                SELECT CAST(thread_id AS TEXT), position, attempts, due_at
                FROM jims_widget_webhook_held
                ORDER BY due_at, thread_id
                """;
        return dialect.read(connection -> Queries.list(connection, sql, SqlWebhookQueue::held));
    }

    @Override
    public Backlog backlog(long position) {
        String sql =
                """
                SELECT (SELECT coalesce(max(position), 0) FROM jims_widget_search_feed) - ?,
                       count(*), min(f.created_at)
                FROM jims_widget_webhook_held h
                JOIN jims_widget_search_feed f ON f.thread_id = h.thread_id
                WHERE f.position >= h.position AND f.position <= ?
                """;
        return dialect.read(connection ->
                Queries.list(connection, sql, SqlWebhookQueue::backlog, position, position)
                        .getFirst());
    }

    @Override
    public boolean advance(String sender, long position, List<Held> held) {
        String hold =
                """
                INSERT INTO jims_widget_webhook_held (thread_id, position, attempts, due_at)
                VALUES (%s, ?, ?, ?)
                ON CONFLICT (thread_id) DO UPDATE SET position = EXCLUDED.position,
                    attempts = EXCLUDED.attempts, due_at = EXCLUDED.due_at
                """
                        .formatted(dialect.words().id());
        return dialect.write(connection -> {
            int moved =
                    Queries.update(
                            connection,
                            "UPDATE jims_widget_webhook SET position = ? WHERE sender = ?",
                            position,
                            sender);
            for (Held one : moved == 1 ? held : List.<Held>of()) {
                Queries.update(
                        connection,
                        hold,
                        Uuid7.compact(one.thread().value()),
                        one.position(),
                        one.attempts(),
                        Micros.of(one.due()));
            }
            return moved == 1;
        });
    }

    @Override
    public boolean letGo(String sender, ThreadId thread) {
        String sql =
                "DELETE FROM jims_widget_webhook_held WHERE thread_id = " + dialect.words().id();
        return dialect.write(connection -> {
            boolean ours = cursor(connection, sender).isPresent();
            if (ours) {
                Queries.update(connection, sql, Uuid7.compact(thread.value()));
            }
            return ours;
        });
    }

    @Override
    public long skip(String sender, long most) {
        String last = "(SELECT coalesce(max(position), 0) FROM jims_widget_search_feed)";
        return dialect.write(connection -> {
            long end = Queries.list(connection, "SELECT " + last, row -> row.getLong(1)).getFirst();
            long before = cursor(connection, sender).orElse(end);
            if (end - before <= most) {
                return 0L;
            }
            Queries.update(
                    connection,
                    "UPDATE jims_widget_webhook SET position = ? WHERE sender = ?",
                    end - most,
                    sender);
            return end - most - before;
        });
    }

    @Override
    public void forget() {
        boolean isUsed =
                dialect.read(connection ->
                        !Queries.list(connection, "SELECT 1 FROM jims_widget_webhook", row -> true)
                                .isEmpty());
        if (isUsed) {
            dialect.write(connection -> {
                Queries.update(connection, "DELETE FROM jims_widget_webhook_held");
                return Queries.update(connection, "DELETE FROM jims_widget_webhook");
            });
        }
    }

    private static OptionalLong cursor(Connection connection, String sender) throws SQLException {
        return Queries.list(connection, IS_SENDER, row -> row.getLong(1), sender).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private String now() {
        return dialect.words().now();
    }

    private static Queued queued(ResultSet row) throws SQLException {
        return new Queued(
                row.getLong(1),
                FoundThreads.idOf(row.getString(2)),
                Uuid7.parse(row.getString(3)).orElse(new UUID(0, 0)),
                row.getString(4),
                Micros.toInstant(row.getLong(5)),
                row.getInt(6) == 1);
    }

    private static Backlog backlog(ResultSet row) throws SQLException {
        long held = row.getLong(2);
        return new Backlog(
                Math.max(0, row.getLong(1)),
                held,
                held == 0 ? null : Micros.toInstant(row.getLong(3)));
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                FoundThreads.idOf(row.getString(1)),
                row.getLong(2),
                row.getInt(3),
                Micros.toInstant(row.getLong(4)));
    }
}
