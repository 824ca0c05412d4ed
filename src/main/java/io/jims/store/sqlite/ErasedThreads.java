package io.jims.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The recently deleted threads, for one writing connection. As long as there are none, a
/// transaction checks them at almost no cost. Used by one thread.
public final class ErasedThreads {
    private static final String REMEMBERED = "-30 days";

    /// The statements that the constructor takes.
    public static final String VERSION = "PRAGMA data_version";

    public static final String ANY = "SELECT EXISTS (SELECT 1 FROM jims_widget_erased)";
    public static final String FIND = "SELECT 1 FROM jims_widget_erased WHERE thread_id = ?";
    public static final String FORGET = "DELETE FROM jims_widget_erased WHERE thread_id = ?";

    private final PreparedStatement readVersion;
    private final PreparedStatement findAny;
    private final PreparedStatement find;
    private final PreparedStatement forget;
    private long version = -1;
    private boolean any;

    /// @param readVersion closed by the caller, as are the others
    public ErasedThreads(
            PreparedStatement readVersion,
            PreparedStatement findAny,
            PreparedStatement find,
            PreparedStatement forget) {
        this.readVersion = readVersion;
        this.findAny = findAny;
        this.find = find;
        this.forget = forget;
    }

    /// Remembers a thread, and forgets those of long ago.
    public static void add(Connection connection, String threadId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "DELETE FROM jims_widget_erased WHERE erased_at < datetime('now', '%s')"
                            .formatted(REMEMBERED));
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO jims_widget_erased VALUES (?, datetime('now'))")) {
            insert.setString(1, threadId);
            insert.executeUpdate();
        }
    }

    /// Looks whether another connection has changed anything: to be called in each transaction.
    public void refresh() throws SQLException {
        long present = number(readVersion);
        if (present != version) {
            any = number(findAny) == 1;
            version = present;
        }
    }

    /// Lets no event into a thread that was deleted.
    ///
    /// @throws SQLException [Erased] if the thread was deleted
    public void refuse(String threadId) throws SQLException {
        if (any) {
            find.setString(1, threadId);
            try (ResultSet row = find.executeQuery()) {
                if (row.next()) {
                    throw new Erased();
                }
            }
        }
    }

    /// The thread is created anew.
    public void forget(String threadId) throws SQLException {
        if (any) {
            forget.setString(1, threadId);
            forget.executeUpdate();
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /// A write's thread was deleted.
    public static final class Erased extends SQLException {
        private static final long serialVersionUID = 1;
    }
}
