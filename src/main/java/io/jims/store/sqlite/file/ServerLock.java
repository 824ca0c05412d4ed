package io.jims.store.sqlite.file;

import io.jims.store.StoreException;
import io.jims.store.sql.StoreErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a second one of our servers off a database file: both would answer the same messages.
/// Other programs, such as the Python JIMS, do not know this lock. The operating system releases it
/// when the process ends, however it ends. Until the database is closed, the lock file also records
/// the last acknowledged event.
///
/// @implNote Closing a lock on the database itself would release SQLite's own locks as well, so a
///   separate file is locked. It is never deleted: that could take the lock from another process.
public record ServerLock(FileChannel file) implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ServerLock.class.getName());
    private static final int MAX_BYTES = 128;

    /// Takes the lock of a database.
    ///
    /// @param database its real path, so that symbolic links lead to the same lock
    /// @throws StoreException if another server has it
    public static ServerLock take(Path database, StoreErrors errors) throws IOException {
        Path path = Path.of(database + "-lock");
        NewFile.createIfMissing(path);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
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

    /// Keeps what is acknowledged now. Not flushed: what a power loss takes of it asks for less.
    public void keep(LastWrite last) {
        try {
            file.write(last.write(), 0);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "what was acknowledged last is not kept", e);
        }
    }

    /// The database is closed and whole.
    public void forgetLast() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "what was acknowledged last stays kept", e);
        }
    }

    /// What the server before acknowledged last; empty if it closed the database.
    public Optional<LastWrite> last() throws IOException {
        ByteBuffer kept = ByteBuffer.allocate(MAX_BYTES);
        file.read(kept, 0);
        return LastWrite.read(kept.flip());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a lock file cannot be closed", e);
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
