package io.jims.store.sql.index;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadFilter.Rating;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.index.ThreadSummary;
import io.jims.store.sql.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Searches the index for threads. Safe for all threads.
public final class FoundThreads {
    /// Messages among which a search for words ends: the newest that have them.
    private static final int MOST_MESSAGES = 20_000;

    /// Threads of one contact, or of several, that are too many to be sorted.
    private static final int COMMON = 2_000;

    private static final String COLUMNS =
            """
            SELECT CAST(s.thread_id AS TEXT), s.contact_id, s.created_at, s.last_at, s.question,
                   s.messages, s.rating, s.failed, s.human,
                   CASE WHEN EXISTS (SELECT 1 FROM jims_widget_unanswered u
                                     WHERE u.thread_id = s.thread_id) THEN 1 ELSE 0 END,
                   s.lang
            FROM jims_widget_search s
            """;

    private final IndexDialect dialect;

    FoundThreads(IndexDialect dialect) {
        this.dialect = dialect;
    }

    Optional<ThreadSummary> find(ThreadId id) {
        String sql = COLUMNS + "WHERE s.thread_id = " + dialect.words().id();
        return dialect.read(connection ->
                Queries.list(connection, sql, FoundThreads::summary, Uuid7.compact(id.value()))
                        .stream()
                        .findFirst());
    }

    List<ThreadSummary> find(ThreadFilter filter, @Nullable Place before, int limit) {
        if (filter.text() != null && SearchWords.wanted(filter.text()).isEmpty()) {
            return List.of(); // nothing in it can be looked for
        }
        boolean isCommon = filter.contact() != null && isCommon(filter.contact());
        Search search = search(dialect, filter, isCommon, before, limit);
        return dialect.read(connection ->
                Queries.list(
                        connection,
                        search.sql(),
                        FoundThreads::summary,
                        search.parameters().toArray()));
    }

    private boolean isCommon(String contact) {
        String sql =
                """
                SELECT count(*) FROM
                    (SELECT 1 FROM jims_widget_search
                     WHERE contact_id >= ? AND contact_id < ? LIMIT %d) AS found
                """
                        .formatted(COMMON);
        return dialect.read(connection ->
                        Queries.list(
                                connection, sql, row -> row.getInt(1), bounds(contact).toArray()))
                .equals(List.of(COMMON));
    }

    private static List<Object> bounds(String contact) {
        return List.of(contact, contact + Character.toString(Character.MAX_CODE_POINT));
    }

    /// The query with its parameters in order.
    public record Search(String sql, List<Object> parameters) {}

    /// What a filter asks the database.
    ///
    /// @param isCommon whether many threads have a contact that begins so
    public static Search search(
            IndexDialect dialect,
            ThreadFilter filter,
            boolean isCommon,
            @Nullable Place before,
            int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        List<Object> parameters = new ArrayList<>();
        if (filter.text() != null) {
            conditions.add("s.thread_id IN (" + dialect.words().matching() + ")");
            parameters.add(dialect.pattern(SearchWords.wanted(filter.text())));
            parameters.add(MOST_MESSAGES);
        }
        if (filter.contact() != null) {
            // Of many, the newest are found sooner in the order of time than by their contacts.
            String column = isCommon ? "coalesce(s.contact_id, '')" : "s.contact_id";
            conditions.add(column + " >= ? AND " + column + " < ?");
            parameters.addAll(bounds(filter.contact()));
        }
        if (filter.rating() != null) { // a literal, as the index that holds them has it
            conditions.add("s.rating = '" + name(filter.rating()) + "'");
        }
        if (filter.state() != null) {
            conditions.add(condition(filter.state()));
        }
        if (filter.lang() != null) {
            conditions.add("s.lang = ?");
            parameters.add(filter.lang());
        }
        if (before != null) {
            conditions.add("(s.last_at, s.thread_id) < (?, " + dialect.words().id() + ")");
            parameters.add(Micros.of(before.lastActivity()));
            parameters.add(Uuid7.compact(before.id().value()));
        }
        parameters.add(limit);
        String sql =
                COLUMNS
                        + "WHERE "
                        + String.join("\n  AND ", conditions)
                        + "\nORDER BY s.last_at DESC, s.thread_id DESC\nLIMIT ?";
        return new Search(sql, parameters);
    }

    static ThreadId idOf(String text) {
        return new ThreadId(Uuid7.parse(text).orElse(new UUID(0, 0)));
    }

    private static String condition(ThreadFilter.State state) {
        return switch (state) {
            case FAILED -> "s.failed = 1";
            case HUMAN -> "s.human = 1";
            case OWED -> "s.thread_id IN (SELECT thread_id FROM jims_widget_unanswered)";
        };
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static ThreadSummary summary(ResultSet row) throws SQLException {
        String rating = row.getString(7);
        return new ThreadSummary(
                idOf(row.getString(1)),
                row.getString(2),
                Micros.toInstant(row.getLong(3)),
                Micros.toInstant(row.getLong(4)),
                row.getString(5),
                row.getLong(6),
                rating == null ? null : Rating.valueOf(rating.toUpperCase(Locale.ROOT)),
                row.getInt(8) == 1,
                row.getInt(9) == 1,
                row.getInt(10) == 1,
                row.getString(11));
    }
}
