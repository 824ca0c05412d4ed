package io.jims.store.sql.index;

import io.jims.store.index.HourlyUsage;
import io.jims.store.index.HourlyUsage.Model;
import io.jims.store.index.HourlyUsage.Talk;
import io.jims.store.sql.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Reads the hourly counts. Safe for all threads.
final class UsageQueries {
    private static final String HOURS =
            """
            SELECT hour, model, questions, answers, failures, up, down, calls, prompt_tokens,
                   completion_tokens, cached_tokens, runs, total_millis, longest_millis
            FROM jims_widget_search_hours
            WHERE hour >= ? AND hour < ?
            ORDER BY hour, model
            """;

    private final IndexDialect dialect;

    UsageQueries(IndexDialect dialect) {
        this.dialect = dialect;
    }

    List<HourlyUsage> between(Instant from, Instant until) {
        return dialect.read(connection ->
                Queries.list(
                        connection, HOURS, UsageQueries::usage, Micros.of(from), Micros.of(until)));
    }

    private static HourlyUsage usage(ResultSet row) throws SQLException {
        Instant hour = Micros.toInstant(row.getLong(1));
        String model = row.getString(2);
        return model.equals(HourCounts.TALK)
                ? new Talk(
                        hour,
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7))
                : new Model(
                        hour,
                        model,
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        row.getLong(14));
    }
}
