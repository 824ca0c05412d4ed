package io.jims.store.sql.index;

import io.jims.core.ThreadEvent;
import io.jims.store.index.ModelCosts;
import io.jims.store.index.ModelCosts.By;
import io.jims.store.sql.Queries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Counts the usage of language models by thread, and reads the counts. Safe for all threads.
final class CostQueries {
    private static final long DAY = 24 * HourCounts.HOUR;

    private final IndexDialect dialect;
    private final String add;

    CostQueries(IndexDialect dialect) {
        this.dialect = dialect;
        this.add =
                """
                INSERT INTO jims_widget_search_costs AS present
                    (day, thread_id, model, app, calls, prompt_tokens, completion_tokens,
                     cached_tokens)
                VALUES (?, %s, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (day, thread_id, model, app) DO UPDATE SET
                    calls = present.calls + EXCLUDED.calls,
                    prompt_tokens = present.prompt_tokens + EXCLUDED.prompt_tokens,
                    completion_tokens = present.completion_tokens + EXCLUDED.completion_tokens,
                    cached_tokens = present.cached_tokens + EXCLUDED.cached_tokens
                """
                        .formatted(dialect.words().id());
    }

    /// Indexes an event with the usage of a run.
    void add(Connection connection, String threadId, ThreadEvent event, long at)
            throws SQLException {
        Map<?, ?> info = HourCounts.object(event.data().get("technical_info"));
        String app = HourCounts.cut(Objects.toString(info.get("app"), ""));
        for (Map.Entry<?, ?> one : HourCounts.object(info.get("model_stats")).entrySet()) {
            Map<?, ?> used = HourCounts.object(one.getValue());
            Queries.update(
                    connection,
                    add,
                    Math.floorDiv(at, DAY) * DAY,
                    threadId,
                    HourCounts.cut(String.valueOf(one.getKey())),
                    app,
                    HourCounts.number(used.get("requests_count")),
                    HourCounts.number(used.get("prompt_tokens")),
                    HourCounts.number(used.get("completion_tokens")),
                    HourCounts.number(used.get("cached_tokens")));
        }
    }

    List<ModelCosts> between(Instant from, Instant until, Set<By> by, int limit) {
        List<String> groups = new ArrayList<>(List.of("c.model"));
        String day = column(by, By.DAY, "c.day", "CAST(0 AS BIGINT)", groups);
        String contact = column(by, By.CONTACT, "s.contact_id", "CAST(NULL AS TEXT)", groups);
        String app = column(by, By.APP, "c.app", "CAST(NULL AS TEXT)", groups);
        String sql =
                """
                SELECT %s, %s, c.model, %s, sum(c.calls), sum(c.prompt_tokens),
                       sum(c.completion_tokens), sum(c.cached_tokens)
                FROM jims_widget_search_costs c
                LEFT JOIN jims_widget_search s ON s.thread_id = c.thread_id
                WHERE c.day >= ? AND c.day < ?
                GROUP BY %s
                ORDER BY 1, 2, 3, 4
                LIMIT ?
                """
                        .formatted(day, contact, app, String.join(", ", groups));
        return dialect.read(connection ->
                Queries.list(
                        connection,
                        sql,
                        row -> costs(row, by),
                        Micros.of(from),
                        Micros.of(until),
                        limit));
    }

    private static String column(
            Set<By> by, By one, String column, String instead, List<String> groups) {
        if (!by.contains(one)) {
            return instead;
        }
        groups.add(column);
        return column;
    }

    private static ModelCosts costs(ResultSet row, Set<By> by) throws SQLException {
        LocalDate day = Micros.toInstant(row.getLong(1)).atOffset(ZoneOffset.UTC).toLocalDate();
        return new ModelCosts(
                by.contains(By.DAY) ? day : null,
                by.contains(By.CONTACT) ? Objects.toString(row.getString(2), "") : null,
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }
}
