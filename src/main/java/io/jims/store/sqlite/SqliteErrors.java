package io.jims.store.sqlite;

import io.jims.store.sql.StoreErrors;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;

/// Explains SQLite's errors to the operator.
final class SqliteErrors implements StoreErrors {
    private static final int PRIMARY_CODE = 0xff;

    private final Path file;

    SqliteErrors(Path file) {
        this.file = file;
    }

    @Override
    public String database() {
        return file.toString();
    }

    /// Whether the rows are at fault, so that others may fare better.
    static boolean isAboutRows(SQLException error) {
        if (error instanceof ErasedThreads.Erased) {
            return true;
        }
        return isForGood(error) || primaryCode(error) == SQLiteErrorCode.SQLITE_ERROR;
    }

    /// Whether the same rows will be refused whenever they come.
    static boolean isForGood(SQLException error) {
        return switch (primaryCode(error)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> true;
            default -> false;
        };
    }

    @Override
    public String meaning(SQLException error) {
        return switch (primaryCode(error)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    "another process has locked it; end that process, or let each have a file of"
                            + " its own";
            case SQLITE_FULL -> "the disk is full; free space there, no restart is needed";
            case SQLITE_NOTADB -> "the file is not a SQLite database; name another one";
            case SQLITE_CORRUPT ->
                    "the file is damaged (" + error.getMessage() + "); restore it from a backup";
            case SQLITE_READONLY, SQLITE_PERM ->
                    "the file or its directory is read-only; make both writable for this user";
            case SQLITE_CANTOPEN ->
                    "the file or the ones beside it (-wal, -shm) cannot be opened; make them"
                            + " readable and writable for this user";
            case SQLITE_IOERR ->
                    "the disk reports an error (" + error.getMessage() + "); check the disk";
            default -> otherMeaning(error);
        };
    }

    private static String otherMeaning(SQLException error) {
        Throwable cause = error.getCause();
        if (cause instanceof NativeLibraryNotFoundException) {
            return "SQLite's native library could not be unpacked and loaded; let java.io.tmpdir or"
                    + " org.sqlite.tmpdir name a writable directory without noexec";
        }
        return error.getMessage() + (cause == null ? "" : ": " + cause);
    }

    private static SQLiteErrorCode primaryCode(SQLException error) {
        return SQLiteErrorCode.getErrorCode(error.getErrorCode() & PRIMARY_CODE);
    }
}
