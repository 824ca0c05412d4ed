package io.jims.store.sqlite;

import io.jims.store.StoreException;
import io.jims.store.sqlite.file.NewFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Copies a snapshot of a database into a new file while servers use it, without blocking them. The
/// copy needs no log, and only this user may read it.
public final class SqliteBackup {
    private SqliteBackup() {}

    /// Makes the copy; it is on disk when this returns.
    ///
    /// @param target does not exist yet; a copy that failed leaves nothing there
    /// @throws StoreException if the database cannot be read, or the copy not be written
    public static void run(Path database, Path target) {
        SqliteFile file = new SqliteFile(database, SqliteOptions.DEFAULT);
        file.requireMade();
        if (Files.exists(target)) {
            throw file.errors()
                    .explain("back up", target + " exists already; name a file that does not");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part); // of a backup that was killed
            NewFile.createIfMissing(part);
            copy(file, part);
            flush(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException e) {
            throw file.errors().explain("back up", e);
        } catch (IOException e) {
            throw file.errors().explain("back up", "the copy cannot be written: " + e);
        } finally {
            discard(part);
        }
    }

    private static void copy(SqliteFile file, Path part) throws SQLException {
        try (Connection connection = file.openForReading();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, part.toAbsolutePath().toString());
            copy.executeUpdate();
        }
    }

    private static void flush(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.getLogger(SqliteBackup.class.getName())
                    .log(System.Logger.Level.WARNING, part + " was left behind", e);
        }
    }
}
