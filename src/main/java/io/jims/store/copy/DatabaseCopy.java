package io.jims.store.copy;

import io.jims.store.StoreException;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.sql.CopiedRows;
import io.jims.store.sql.Queries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Copies a snapshot of a whole database into an empty one, and compares both at the end. An
/// interrupted copy is resumed: a thread is written after its events, and the database's secret,
/// written first, identifies the source.
///
/// Not copied: data that is only valid for a minute (rates), or that describes running servers.
public final class DatabaseCopy {
    private static final int PAGE = 100;
    private static final int BATCH = 500;
    private static final int ROWS_A_TRANSACTION = 5_000;

    private static final String SECRET = "SELECT value FROM jims_widget_secret";
    private static final String USED =
            """
            SELECT 1 FROM threads UNION ALL SELECT 1 FROM thread_events
            UNION ALL SELECT 1 FROM jims_widget_counts LIMIT 1
            """;

    private final CopyEnd source;
    private final CopyEnd target;
    private final LongConsumer progress;
    private long uncommitted;

    /// @param progress called from time to time with the number of threads done
    public DatabaseCopy(CopyEnd source, CopyEnd target, LongConsumer progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /// Copies and compares everything.
    ///
    /// @return the size of the copy
    /// @throws StoreException if one of the databases failed, the target is not empty, or the copy
    ///   is not what the source has
    public ArchiveTotals run() {
        try {
            source.beginReading();
            target.beginWriting();
            requireEmptyOrBegun();
            copyThreads();
            copyStrayEvents();
            copyOwed();
            copyCounts();
            copyLifecycle();
            commit();
            return new CopyCheck(source, target).run();
        } catch (SQLException e) {
            throw new StoreException(
                    "the copy was interrupted: " + e.getMessage() + "; run it again to go on", e);
        }
    }

    private void requireEmptyOrBegun() throws SQLException {
        String mine = secret(source);
        if (mine.equals(secret(target))) {
            return;
        }
        if (!Queries.list(target.connection(), USED, row -> true).isEmpty()) {
            throw target.refuse(
                    "it is not empty, and holds no copy of that database which was begun; name an"
                            + " empty one");
        }
        try (PreparedStatement update =
                target.connection().prepareStatement("UPDATE jims_widget_secret SET value = ?")) {
            update.setString(1, mine);
            update.executeUpdate();
        }
        commit();
    }

    private static String secret(CopyEnd end) throws SQLException {
        return String.join("\n", Queries.list(end.connection(), SECRET, row -> row.getString(1)));
    }

    private void copyThreads() throws SQLException {
        long seen = 0;
        List<CopiedThread> page = CopiedThread.page(source, null, PAGE);
        while (!page.isEmpty()) {
            for (CopiedThread thread : page) {
                if (CopiedThread.find(target, thread.id()) == null) {
                    copyEvents(source.queries().events(), thread.key());
                    insert(target.queries().insertThread(), List.of(thread.columns()));
                }
            }
            commit();
            seen += page.size();
            progress.accept(seen);
            page = CopiedThread.page(source, page.getLast().key(), PAGE);
        }
    }

    private void copyStrayEvents() throws SQLException {
        copyEvents(source.queries().strayEvents(), null);
        commit();
    }

    private void copyEvents(String sql, @Nullable String key) throws SQLException {
        try (PreparedStatement query = source.connection().prepareStatement(sql)) {
            query.setFetchSize(BATCH);
            if (key != null) {
                query.setString(1, key);
            }
            try (ResultSet row = query.executeQuery()) {
                List<List<@Nullable String>> rows = new ArrayList<>(BATCH);
                while (row.next()) {
                    rows.add(CopiedEvent.read(source, row).columns());
                    if (rows.size() == BATCH) {
                        insert(target.queries().insertEvent(), rows);
                        rows.clear();
                    }
                }
                insert(target.queries().insertEvent(), rows);
            }
        }
    }

    private void copyOwed() throws SQLException {
        List<List<@Nullable String>> owed =
                Queries.list(
                        source.connection(),
                        """
                        SELECT CAST(thread_id AS TEXT), CAST(event_id AS TEXT)
                        FROM jims_widget_unanswered
                        """,
                        row -> CopiedEvent.ids(row.getString(1), row.getString(2)));
        insert(target.queries().insertUnanswered(), owed);
    }

    private void copyCounts() throws SQLException {
        Connection to = target.connection();
        try (Statement query = source.connection().createStatement();
                ResultSet row = query.executeQuery(CopyCheck.COUNTS);
                PreparedStatement insert = to.prepareStatement(target.queries().insertCount())) {
            while (row.next()) {
                insert.setString(1, row.getString(1));
                insert.setString(2, CopiedRows.id(row.getString(2)));
                insert.setLong(3, row.getLong(3));
                insert.executeUpdate();
            }
        }
    }

    /// Copies the widget's texts, if they are in the database.
    private void copyLifecycle() throws SQLException {
        if (!hasLifecycle(source)) {
            return;
        }
        if (!hasLifecycle(target)) {
            try (Statement statement = target.connection().createStatement()) {
                statement.executeUpdate(CopyQueries.LIFECYCLE_TABLE);
            }
        }
        List<List<@Nullable String>> texts =
                Queries.list(
                        source.connection(),
                        "SELECT CAST(event AS TEXT), CAST(text AS TEXT) FROM dm_conversation_lifecycle",
                        row -> Arrays.asList(row.getString(1), row.getString(2)));
        if (Queries.list(
                        target.connection(),
                        "SELECT 1 FROM dm_conversation_lifecycle LIMIT 1",
                        row -> true)
                .isEmpty()) {
            insert("INSERT INTO dm_conversation_lifecycle (event, text) VALUES (?, ?)", texts);
        }
    }

    private static boolean hasLifecycle(CopyEnd end) throws SQLException {
        return !Queries.list(end.connection(), end.queries().hasLifecycle(), row -> true).isEmpty();
    }

    private void insert(String sql, List<List<@Nullable String>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = target.connection().prepareStatement(sql)) {
            for (List<@Nullable String> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        uncommitted += rows.size();
        if (uncommitted >= ROWS_A_TRANSACTION) {
            commit();
        }
    }

    private void commit() throws SQLException {
        target.connection().commit();
        uncommitted = 0;
    }
}
