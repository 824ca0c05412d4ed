package io.jims.store.sqlite.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Creates files that only this process's user may read, since visitors' messages are private.
/// SQLite gives the files beside a database the permissions of the database.
public final class NewFile {
    private static final FileAttribute<?>[] ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private NewFile() {}

    private static Path linked(Path link) throws IOException {
        return link.resolveSibling(Files.readSymbolicLink(link));
    }

    /// Makes an empty file; one that exists stays as it is, with its rights.
    public static void createIfMissing(Path path) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Path target = Files.isSymbolicLink(path) ? linked(path) : path;
        try {
            Files.createFile(target, ATTRIBUTES);
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster
        }
    }
}
