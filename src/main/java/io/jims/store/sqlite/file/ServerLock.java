package io.jims.store.sqlite.file;

import io.jims.store.StoreException;
import io.jims.store.sql.StoreErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second server of ours off a database file: each would answer what the other is
/// answering. Other programs, such as the Python JIMS, do not know of it. The system gives it back
/// when the process ends, whatever ends that.
///
/// @implNote A lock on the database itself would take SQLite's own ones with it when it is closed,
///   so a file beside it is locked, which stays: whoever deleted it could take it from another.
public record ServerLock(FileChannel file) implements AutoCloseable {
    /// Takes the lock of a database.
    ///
    /// @param database its real path, so that symbolic links lead to the same lock
    /// @throws StoreException if another server has it
    public static ServerLock take(Path database, StoreErrors errors) throws IOException {
        Path path = Path.of(database + "-lock");
        NewFile.createIfMissing(path);
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            if (tryLock(file) == null) {
                throw errors.explain(
                        "open",
                        "another jims-widget serves it (it holds "
                                + path
                                + "); end that one first, or let this one have a file of its own");
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return new ServerLock(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(ServerLock.class.getName())
                    .log(System.Logger.Level.WARNING, "a lock file cannot be closed", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) { // it is this very process
            return null;
        }
    }
}
