package io.jims.store.sqlite;

import io.jims.store.sqlite.file.FileIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The write-ahead log of an open database, opened only to flush it. SQLite writes to it, keeps the
/// same file until its last connection is closed, and holds no locks on it that closing this would
/// drop.
///
/// @param files the log and the database, which must stay in place: SQLite would go on writing to
///   files that nobody can find again
record WalFile(FileChannel file, List<FileIdentity> files) implements WalFlusher.Disk {
    /// @param given the database's path, which may be a symbolic link
    /// @param database its real path, as SQLite has it
    static WalFile of(Path given, Path database) throws IOException {
        Path log = Path.of(database + "-wal");
        return new WalFile(
                FileChannel.open(log, StandardOpenOption.WRITE),
                List.of(FileIdentity.of(given), FileIdentity.of(log)));
    }

    /// The log's times are not needed, only what is in it and its length.
    @Override
    public void flush() throws IOException {
        file.force(false);
    }

    @Override
    public void checkPlace() throws IOException {
        for (FileIdentity one : files) {
            one.check();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
