package io.jims.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.Databases;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of a thread costs the same however long it is: an index has the rows in order.
class SqliteQueryPlanTest {
    @TempDir Path directory;

    @Test
    void newestEvents_comeOutOfAnIndex_inTheirOrder() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.newestEvents(), "50"))
                .contains("USING INDEX ix_jims_widget_newest_events (thread_id=?)")
                .doesNotContain("TEMP B-TREE")
                .doesNotContain("SCAN");
    }

    @Test
    void messagesOwed_comeOutOfTheirKey() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.unanswered()))
                .contains("USING PRIMARY KEY (thread_id=?)")
                .doesNotContain("SCAN");
    }

    @Test
    void oneEvent_comesOutOfItsKey() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.event(), "'00'"))
                .contains("(thread_id=? AND event_id=?)")
                .doesNotContain("SCAN");
    }

    @Test
    void messagesBeforeAnEvent_beginInAnIndex_atThatEvent() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.earlierMessages(), "'00'", "'00'", "50"))
                .contains("USING INDEX ix_jims_widget_newest_events (thread_id=? AND <expr><?)")
                .contains("(thread_id=? AND event_id=?)")
                .doesNotContain("TEMP B-TREE")
                .doesNotContain("SCAN");
    }

    @Test
    void threadOfAnExternalId_comesOutOfItsIndex() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.threadByExternalId()))
                .contains("(external_id=?)")
                .doesNotContain("SCAN");
    }

    @Test
    void ratings_comeOutOfAnIndex_inTheirOrder() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.feedback(), "50"))
                .contains("USING INDEX ix_jims_widget_feedback (thread_id=?)")
                .doesNotContain("TEMP B-TREE")
                .doesNotContain("SCAN");
    }

    @Test
    void whoAnswers_comesOutOfAnIndex() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.lastHandoff()))
                .contains("USING INDEX ix_jims_widget_handoffs (thread_id=?)")
                .doesNotContain("TEMP B-TREE")
                .doesNotContain("SCAN");
    }

    @Test
    void threadsOfAContact_comeOutOfIndexes_inTheirOrder() throws SQLException {
        assertThat(plan(SqliteQueries.QUERIES.threadsOfContact(), "50"))
                .contains("ix_jims_widget_contact_threads (contact_id=?)")
                .contains("SEARCH last USING")
                .contains("SEARCH first USING INDEX ix_jims_widget_newest_events (thread_id=?)")
                .contains("SEARCH question USING")
                .containsOnlyOnce("TEMP B-TREE"); // of the 20 first events of a thread
    }

    private String plan(String query, String... others) throws SQLException {
        Path file = directory.resolve("jims.db");
        SqliteThreadStore.open(file).close();
        String bound =
                query.replaceFirst("\\?", "'" + Uuid7.compact(ThreadId.create().value()) + "'");
        for (String value : others) {
            bound = bound.replaceFirst("\\?", value);
        }
        return String.join("\n", Databases.query(file, "EXPLAIN QUERY PLAN " + bound));
    }
}
