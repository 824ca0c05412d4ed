package io.jims.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The write-ahead log of an open database, for nothing but flushing it: SQLite writes to it, keeps
/// the same file until its last connection is closed, and holds no locks on it that closing this
/// would drop.
record WalFile(FileChannel file) implements WalFlusher.Disk {
    /// @param database its real path: SQLite resolves symbolic links
    static WalFile of(String database) throws IOException {
        return new WalFile(FileChannel.open(Path.of(database + "-wal"), StandardOpenOption.WRITE));
    }

    /// The log's times are not needed, only what is in it and its length.
    @Override
    public void flush() throws IOException {
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
