package io.jims.store.search;

import io.jims.store.HourlyUsage;
import io.jims.store.HourlyUsage.Model;
import io.jims.store.HourlyUsage.Talk;
import io.jims.store.sql.Queries;
import io.jims.store.sql.Queries.RowReader;
import io.jims.store.sql.TimestampText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what happened, hour by hour, from the stored events of the threads in which something
/// did. Safe for all threads.
final class UsageQueries {
    private final IndexDialect dialect;

    UsageQueries(IndexDialect dialect) {
        this.dialect = dialect;
    }

    List<HourlyUsage> between(Instant from, Instant until) {
        List<HourlyUsage> usage = new ArrayList<>(talk(from, until));
        usage.addAll(models(from, until));
        return usage;
    }

    private List<Talk> talk(Instant from, Instant until) {
        String sql =
                """
                SELECT %1$s,
                       sum(CASE WHEN e.event_type IN ('comm.user_message', 'comm.user_button_click')
                           THEN 1 ELSE 0 END),
                       sum(CASE WHEN e.event_type LIKE 'comm.assistant%%' THEN 1 ELSE 0 END),
                       sum(CASE WHEN e.event_type = 'jims.lifecycle.run_failed' THEN 1 ELSE 0 END)
                FROM jims_widget_search s JOIN thread_events e ON e.thread_id = s.thread_id
                WHERE s.last_at >= ? AND %2$s >= %3$s AND %2$s < %3$s
                GROUP BY 1
                """
                        .formatted(
                                dialect.words().hour(),
                                dialect.words().time(),
                                dialect.words().timeParameter());
        Map<Instant, Talk> byHour = new TreeMap<>();
        list(sql, UsageQueries::counts, from, until).forEach(row -> byHour.put(row.hour(), row));
        ratings(from, until)
                .forEach((rated, rating) ->
                        byHour.merge(
                                rating.hour(),
                                rating.toTalk(),
                                (one, other) ->
                                        new Talk(
                                                one.hour(),
                                                one.questions() + other.questions(),
                                                one.answers() + other.answers(),
                                                one.failures() + other.failures(),
                                                one.up() + other.up(),
                                                one.down() + other.down())));
        return List.copyOf(byHour.values());
    }

    /// The last rating of each answer.
    private Map<String, Rated> ratings(Instant from, Instant until) {
        Map<String, Rated> last = new LinkedHashMap<>();
        RowReader<Rated> reader =
                row ->
                        new Rated(
                                hour(row.getString(1)),
                                row.getString(2) + " " + row.getString(3),
                                String.valueOf(row.getString(4)));
        list(dialect.words().ratings(), reader, from, until)
                .forEach(rated -> last.put(rated.answer(), rated));
        return last;
    }

    private List<Model> models(Instant from, Instant until) {
        Map<String, Model> found = new TreeMap<>();
        RowReader<Model> tokens =
                row ->
                        new Model(
                                hour(row.getString(1)),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                0,
                                0,
                                0);
        RowReader<Model> runs =
                row ->
                        new Model(
                                hour(row.getString(1)),
                                row.getString(2),
                                0,
                                0,
                                0,
                                0,
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5));
        List<Model> rows = new ArrayList<>(list(dialect.words().models(), tokens, from, until));
        rows.addAll(list(dialect.words().runs(), runs, from, until));
        for (Model row : rows) {
            found.merge(row.hour() + " " + row.model(), row, UsageQueries::sum);
        }
        return List.copyOf(found.values());
    }

    private static Model sum(Model one, Model other) {
        return new Model(
                one.hour(),
                one.model(),
                one.calls() + other.calls(),
                one.promptTokens() + other.promptTokens(),
                one.completionTokens() + other.completionTokens(),
                one.cachedTokens() + other.cachedTokens(),
                one.runs() + other.runs(),
                one.totalMillis() + other.totalMillis(),
                Math.max(one.longestMillis(), other.longestMillis()));
    }

    private <T> List<T> list(String sql, RowReader<T> reader, Instant from, Instant until) {
        return dialect.read(connection ->
                Queries.list(
                        connection,
                        sql,
                        reader,
                        Micros.of(from),
                        TimestampText.write(from),
                        TimestampText.write(until)));
    }

    private static Talk counts(ResultSet row) throws SQLException {
        return new Talk(
                hour(row.getString(1)), row.getLong(2), row.getLong(3), row.getLong(4), 0, 0);
    }

    private static Instant hour(String text) {
        return TimestampText.read(text + ":00");
    }

    private record Rated(Instant hour, String answer, String rating) {
        Talk toTalk() {
            return new Talk(
                    hour, 0, 0, 0, rating.equals("up") ? 1 : 0, rating.equals("down") ? 1 : 0);
        }
    }
}
