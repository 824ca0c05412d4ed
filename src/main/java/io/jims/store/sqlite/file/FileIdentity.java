package io.jims.store.sqlite.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The identity of the file at a path, by device and inode: symbolic links are followed, and a file
/// on a new mount is another file.
///
/// @param key null if the file system has none; then only the path counts
public record FileIdentity(Path path, @Nullable Object key) {
    public static FileIdentity of(Path path) throws IOException {
        return new FileIdentity(path, key(path));
    }

    /// Returns if the path leads to the same file as before.
    ///
    /// @throws IOException if it leads to another one, or nowhere
    public void check() throws IOException {
        Object present = key(path);
        if (key != null && !key.equals(present)) {
            throw new IOException(path + " is another file");
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
