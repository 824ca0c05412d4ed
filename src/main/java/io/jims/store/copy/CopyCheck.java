package io.jims.store.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.store.archive.ArchiveTotals;
import io.jims.store.sql.CopiedRows;
import io.jims.store.sql.Queries;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares a copy with its source: the number of rows, and each thread with all its events.
record CopyCheck(CopyEnd source, CopyEnd target) {
    static final String COUNTS =
            """
            SELECT CAST(day AS TEXT), CAST(counter_id AS TEXT), used FROM jims_widget_counts
            ORDER BY 1, 2
            """;

    private static final int PAGE = 100;
    private static final int FETCHED_ROWS = 500;
    private static final List<String> TABLES =
            List.of("threads", "thread_events", "jims_widget_unanswered");

    ArchiveTotals run() throws SQLException {
        for (String table : TABLES) {
            long there = count(source, table);
            long here = count(target, table);
            if (there != here) {
                throw differs(table + " has " + here + " rows instead of " + there);
            }
        }
        if (!counts(source).equals(counts(target))) {
            throw differs("jims_widget_counts has other rows");
        }
        compareThreads();
        return new ArchiveTotals(count(source, "threads"), count(source, "thread_events"));
    }

    private void compareThreads() throws SQLException {
        String key = null;
        while (true) {
            List<CopiedThread> page = CopiedThread.page(source, key, PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (CopiedThread thread : page) {
                compare(thread);
            }
            key = page.getLast().key();
        }
    }

    private void compare(CopiedThread thread) throws SQLException {
        CopiedThread copy = CopiedThread.find(target, thread.id());
        if (copy == null || !meaning(thread).equals(meaning(copy))) {
            throw differs("the thread " + thread.id());
        }
        Sum there = sum(source, source.queries().events(), thread.key());
        Sum here = sum(target, target.queries().eventsOfId(), thread.id());
        if (!there.equals(here)) {
            throw differs("the events of thread " + thread.id());
        }
    }

    private RuntimeException differs(String what) {
        return target.refuse(
                "the copy is not what "
                        + source.errors().database()
                        + " has: "
                        + what
                        + "; copy into an empty database, while no server writes to either");
    }

    private static List<@Nullable String> meaning(CopiedThread thread) {
        List<@Nullable String> columns = new ArrayList<>(thread.columns());
        String config = String.valueOf(columns.removeLast());
        columns.add(CopiedRows.meaning(config));
        return columns;
    }

    private static long count(CopyEnd end, String table) throws SQLException {
        return Queries.list(
                        end.connection(), "SELECT count(*) FROM " + table, row -> row.getLong(1))
                .getFirst();
    }

    private static List<String> counts(CopyEnd end) throws SQLException {
        return Queries.list(
                end.connection(),
                COUNTS,
                row ->
                        row.getString(1)
                                + " "
                                + CopiedRows.id(row.getString(2))
                                + " "
                                + row.getLong(3));
    }

    private static Sum sum(CopyEnd end, String sql, String key) throws SQLException {
        try (PreparedStatement query = end.connection().prepareStatement(sql)) {
            query.setFetchSize(FETCHED_ROWS);
            query.setString(1, key);
            long rows = 0;
            long hashes = 0;
            MessageDigest digest = sha256();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String columns = CopiedEvent.read(end, row).columns().toString();
                    hashes += ByteBuffer.wrap(digest.digest(columns.getBytes(UTF_8))).getLong();
                    rows++;
                }
            }
            return new Sum(rows, hashes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A checksum of rows in any order.
    private record Sum(long rows, long hashes) {}
}
