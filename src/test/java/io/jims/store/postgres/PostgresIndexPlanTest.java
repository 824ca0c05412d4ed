package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.connect.ThreadStores;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.sql.index.FoundThreads;
import io.jims.store.sql.index.FoundThreads.Search;
import java.time.Instant;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// What the operator looks for comes out of an index, however much there is.
class PostgresIndexPlanTest {
    private static final int THREADS = 50_000;
    private static final Place PLACE =
            new Place(Instant.parse("2026-05-01T12:00:00Z"), ThreadId.create());

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @BeforeEach
    void fill() {
        ThreadStores.open(database.url()).close();
        database.execute(
                """
                INSERT INTO jims_widget_search
                SELECT gen_random_uuid(), 'widget:' || number, number, number, 'Hi', 1, NULL, 0, 0, 0,
                       0, 0, CASE number %% 100 WHEN 0 THEN 'de' ELSE 'en' END
                FROM generate_series(1, %d) AS given (number)
                """
                        .formatted(THREADS));
        database.execute(
                """
                INSERT INTO jims_widget_search_texts (thread_id, event_id, words)
                SELECT thread_id, gen_random_uuid(),
                       array_to_tsvector(ARRAY['order', 'refund' || last_at])
                FROM jims_widget_search
                """);
        database.execute("VACUUM ANALYZE jims_widget_search");
        database.execute("VACUUM ANALYZE jims_widget_search_texts");
    }

    @Test
    void words_areFoundByTheIndexOfWords() {
        assertThat(plan(new ThreadFilter("order refund77", null, null, null)))
                .contains("ix_jims_widget_search_words")
                .doesNotContain("Seq Scan on jims_widget_search_texts")
                .doesNotContain("Seq Scan on jims_widget_search s");
    }

    @Test
    void newest_contact_andLanguage_comeOutOfTheirIndexes() {
        assertThat(plan(ThreadFilter.ALL)).contains("ix_jims_widget_search_last");
        assertThat(plan(new ThreadFilter(null, "widget:777", null, null)))
                .contains("ix_jims_widget_search_contact");
        assertThat(plan(new ThreadFilter(null, null, null, null, "de")))
                .contains("ix_jims_widget_search_lang");
    }

    @SuppressWarnings("NullAway") // only its SQL is asked for
    private String plan(ThreadFilter filter) {
        PostgresIndexDialect dialect =
                new PostgresIndexDialect(new PGSimpleDataSource(), null, null);
        Search search = FoundThreads.search(dialect, filter, false, PLACE, 50);
        String sql = search.sql();
        for (Object value : search.parameters()) {
            String literal =
                    value instanceof Number
                            ? value.toString()
                            : "'" + value.toString().replace("'", "''") + "'";
            sql = sql.replaceFirst("\\?", Matcher.quoteReplacement(literal));
        }
        return String.join("\n", database.query("EXPLAIN " + sql));
    }
}
