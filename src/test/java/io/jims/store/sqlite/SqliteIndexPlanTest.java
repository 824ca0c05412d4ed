package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.store.Databases;
import io.jims.store.index.ThreadFilter;
import io.jims.store.index.ThreadFilter.Rating;
import io.jims.store.index.ThreadFilter.State;
import io.jims.store.index.ThreadIndex.Place;
import io.jims.store.sql.index.FoundThreads;
import io.jims.store.sql.index.FoundThreads.Search;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator looks for comes out of an index, however much is stored.
class SqliteIndexPlanTest {
    private static final Place PLACE = new Place(Instant.EPOCH, ThreadId.create());

    @TempDir private Path directory;
    private SqliteIndexDialect dialect;
    private Path file;

    @BeforeEach
    void createTables() {
        file = directory.resolve("jims.db");
        SqliteThreadStore.open(file).close();
        SqliteFile database = new SqliteFile(file, SqliteOptions.DEFAULT);
        SqliteArchiveConnections connections = new SqliteArchiveConnections(database);
        dialect = new SqliteIndexDialect(connections::read, connections);
    }

    @Test
    void words_areFoundByTheIndexOfWords() throws SQLException {
        assertThat(plan(new ThreadFilter("order refund", null, null, null)))
                .contains("jims_widget_search_words VIRTUAL TABLE INDEX")
                .contains("SEARCH jims_widget_search_texts USING INTEGER PRIMARY KEY (rowid=?)")
                .contains("SEARCH s USING PRIMARY KEY (thread_id=?)")
                .doesNotContain("SCAN s")
                .doesNotContain("SCAN jims_widget_search_texts");
    }

    @Test
    void newest_comeOutOfTheirIndexInOrder() throws SQLException {
        assertThat(plan(ThreadFilter.ALL))
                .contains("USING INDEX ix_jims_widget_search_last (")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(new ThreadFilter(null, null, Rating.DOWN, null)))
                .contains("USING INDEX ix_jims_widget_search_rating (rating=?")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(new ThreadFilter(null, null, null, State.FAILED)))
                .contains("USING INDEX ix_jims_widget_search_failed (")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(new ThreadFilter(null, null, null, State.HUMAN)))
                .contains("USING INDEX ix_jims_widget_search_human (")
                .doesNotContain("TEMP B-TREE");
    }

    @Test
    void language_comesOutOfItsIndexInOrder() throws SQLException {
        assertThat(plan(new ThreadFilter(null, null, null, null, "de")))
                .contains("USING INDEX ix_jims_widget_search_lang (lang=?")
                .doesNotContain("TEMP B-TREE");
    }

    @Test
    void contact_isFoundByItsIndex() throws SQLException {
        assertThat(plan(new ThreadFilter(null, "ann", null, null)))
                .contains(
                        "USING INDEX ix_jims_widget_search_contact (contact_id>? AND contact_id<?")
                .doesNotContain("SCAN s");
    }

    @Test
    void contactsOfMany_areFoundInTheOrderOfTime() throws SQLException {
        assertThat(plan(new ThreadFilter(null, "widget:", null, null), true))
                .contains("USING INDEX ix_jims_widget_search_last (")
                .doesNotContain("TEMP B-TREE");
    }

    private String plan(ThreadFilter filter) throws SQLException {
        return plan(filter, false);
    }

    private String plan(ThreadFilter filter, boolean isCommon) throws SQLException {
        Search search = FoundThreads.search(dialect, filter, isCommon, PLACE, 50);
        String sql = search.sql();
        for (Object value : search.parameters()) {
            String literal = value instanceof Number ? value.toString() : "'" + value + "'";
            sql = sql.replaceFirst("\\?", Matcher.quoteReplacement(literal));
        }
        return String.join("\n", Databases.query(file, "EXPLAIN QUERY PLAN " + sql));
    }
}
