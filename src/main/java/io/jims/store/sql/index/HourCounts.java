package io.jims.store.sql.index;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.store.sql.FirstCharacters;
import io.jims.store.sql.Queries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The hourly counts that one batch of events adds: each event is counted once, when it is indexed.
/// Used by one thread.
final class HourCounts {
    static final long HOUR = 3_600_000_000L;

    /// The row of an hour that is of no model.
    static final String TALK = "";

    private static final int MODEL_CHARACTERS = 200;
    private static final String COLUMNS =
            Arrays.stream(Count.values()).map(Count::column).collect(Collectors.joining(", "));
    private static final String UPSERT = upsert();

    private final Connection connection;
    private final String id;
    private final Map<Long, Map<String, Map<Count, Long>>> sums = new TreeMap<>();

    /// What is counted, in the order of the columns.
    enum Count {
        QUESTIONS,
        ANSWERS,
        FAILURES,
        UP,
        DOWN,
        CALLS,
        PROMPT_TOKENS,
        COMPLETION_TOKENS,
        CACHED_TOKENS,
        RUNS,
        TOTAL_MILLIS,
        LONGEST_MILLIS;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param id how SQL takes the id of a thread
    HourCounts(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    void add(String threadId, ThreadEvent event, long at) throws SQLException {
        long hour = Math.floorDiv(at, HOUR) * HOUR;
        String type = event.type();
        if (type.equals(EventTypes.USER_MESSAGE) || type.equals(EventTypes.USER_BUTTON_CLICK)) {
            add(hour, TALK, Count.QUESTIONS, 1);
        } else if (type.startsWith(EventTypes.ASSISTANT)) {
            add(hour, TALK, Count.ANSWERS, 1);
        } else if (type.equals(EventTypes.RUN_FAILED)) {
            add(hour, TALK, Count.FAILURES, 1);
        } else if (type.equals(EventTypes.FEEDBACK)) {
            rate(threadId, event, hour);
        } else if (type.equals(EventTypes.QUERY_PROCESSED)) {
            use(object(event.data().get("technical_info")), hour);
        }
    }

    /// The last rating of an answer counts: the one before is taken back.
    private void rate(String threadId, ThreadEvent event, long hour) throws SQLException {
        String answer = cut(Objects.toString(event.text("event_id"), ""));
        String rating = Objects.toString(event.text("rating"), "");
        String which = "WHERE thread_id = " + id + " AND answer_id = ?";
        List<Rated> before =
                Queries.list(
                        connection,
                        "SELECT rating, hour FROM jims_widget_search_ratings " + which,
                        row -> new Rated(row.getString(1), row.getLong(2)),
                        threadId,
                        answer);
        for (Rated one : before) {
            count(one, -1);
            Queries.update(
                    connection,
                    "DELETE FROM jims_widget_search_ratings " + which,
                    threadId,
                    answer);
        }
        if (rating.equals("up") || rating.equals("down")) {
            count(new Rated(rating, hour), 1);
            Queries.update(
                    connection,
                    "INSERT INTO jims_widget_search_ratings VALUES (" + id + ", ?, ?, ?)",
                    threadId,
                    answer,
                    rating,
                    hour);
        }
    }

    private void count(Rated rated, long by) {
        add(rated.hour(), TALK, rated.rating().equals("up") ? Count.UP : Count.DOWN, by);
    }

    private void use(Map<?, ?> info, long hour) {
        object(info.get("model_stats"))
                .forEach((name, stats) -> {
                    String model = cut(String.valueOf(name));
                    Map<?, ?> used = object(stats);
                    add(hour, model, Count.CALLS, number(used.get("requests_count")));
                    add(hour, model, Count.PROMPT_TOKENS, number(used.get("prompt_tokens")));
                    add(
                            hour,
                            model,
                            Count.COMPLETION_TOKENS,
                            number(used.get("completion_tokens")));
                    add(hour, model, Count.CACHED_TOKENS, number(used.get("cached_tokens")));
                });
        if (info.get("model_used") instanceof String name
                && info.get("duration_ms") instanceof Number time) {
            long millis = number(time);
            add(hour, cut(name), Count.RUNS, 1);
            add(hour, cut(name), Count.TOTAL_MILLIS, millis);
            row(hour, cut(name)).merge(Count.LONGEST_MILLIS, millis, Math::max);
        }
    }

    private void add(long hour, String model, Count count, long by) {
        row(hour, model).merge(count, by, Long::sum);
    }

    private Map<Count, Long> row(long hour, String model) {
        return sums.computeIfAbsent(hour, any -> new TreeMap<>())
                .computeIfAbsent(model, any -> new EnumMap<>(Count.class));
    }

    /// Adds them to what was counted before.
    void write() throws SQLException {
        for (Map.Entry<Long, Map<String, Map<Count, Long>>> hour : sums.entrySet()) {
            for (Map.Entry<String, Map<Count, Long>> row : hour.getValue().entrySet()) {
                write(hour.getKey(), row.getKey(), row.getValue());
            }
        }
    }

    private void write(long hour, String model, Map<Count, Long> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setLong(1, hour);
            statement.setString(2, model);
            int parameter = 3;
            for (Count count : Count.values()) {
                statement.setLong(parameter++, row.getOrDefault(count, 0L));
            }
            statement.executeUpdate();
        }
    }

    private static String upsert() {
        String sums =
                Arrays.stream(Count.values())
                        .map(count ->
                                count == Count.LONGEST_MILLIS
                                        ? """
                                        %1$s = CASE WHEN EXCLUDED.%1$s > present.%1$s
                                                    THEN EXCLUDED.%1$s ELSE present.%1$s END
                                        """
                                                .formatted(count.column())
                                        : "%1$s = present.%1$s + EXCLUDED.%1$s"
                                                .formatted(count.column()))
                        .collect(Collectors.joining(", "));
        return """
        INSERT INTO jims_widget_search_hours AS present (hour, model, %s)
        VALUES (?, ?, %s)
        ON CONFLICT (hour, model) DO UPDATE SET %s
        """
                .formatted(
                        COLUMNS,
                        String.join(", ", Collections.nCopies(Count.values().length, "?")),
                        sums);
    }

    /// Short, and without what PostgreSQL has no room for in text.
    static String cut(String text) {
        return FirstCharacters.of(ThreadTally.storable(text), MODEL_CHARACTERS);
    }

    static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    /// A number from an app; negative ones count as 0.
    static long number(@Nullable Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    private record Rated(String rating, long hour) {}
}
