package io.jims.store.sqlite;

import io.jims.store.StoreException;
import io.jims.store.copy.CopyEnd;
import io.jims.store.copy.CopyQueries;
import io.jims.store.sqlite.file.ServerLock;
import java.nio.file.Path;
import java.sql.SQLException;

/// Opens a file as the source or target of a copy; none of our servers may use it meanwhile.
public final class SqliteCopyEnd {
    private SqliteCopyEnd() {}

    /// Asks for a file that is there already.
    ///
    /// @throws StoreException if there is no such file
    public static void requireMade(Path path) {
        new SqliteFile(path, SqliteOptions.DEFAULT).requireMade();
    }

    /// Opens it, and keeps servers off it until it is closed.
    ///
    /// @throws StoreException if a server uses the file, or it cannot be opened
    public static CopyEnd open(Path path) {
        SqliteFile file = new SqliteFile(path, SqliteOptions.DEFAULT);
        ServerLock lock = file.lock();
        try {
            return new CopyEnd(
                    file.openForDeleting(), CopyQueries.SQLITE, file.errors(), lock::close);
        } catch (SQLException e) {
            lock.close();
            throw file.errors().explain("open", e);
        }
    }
}
