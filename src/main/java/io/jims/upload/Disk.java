package io.jims.upload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// File operations for which the JDK needs several calls. New files and directories are accessible
/// to this process's user only, if the file system has permissions.
final class Disk {
    private Disk() {}

    /// Makes a file that must not exist.
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                rights(folderOf(file), "rw-------"));
    }

    /// Where a path of more than one name is.
    static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "no folder around it");
    }

    /// Makes a folder, unless it is there.
    ///
    /// @throws FileAlreadyExistsException if something else is, a link to a folder included
    static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, rights(folderOf(folder), "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /// Has the names in a folder on disk.
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Deletes a file, or a directory with its content; for a link, only the link. Does nothing if
    /// it does not exist.
    static void delete(Path path) throws IOException {
        try {
            Files.walkFileTree(path, DELETION);
        } catch (NoSuchFileException e) { // somebody was faster
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private static final SimpleFileVisitor<Path> DELETION =
            new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                        throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            };

    private static FileAttribute<?>[] rights(Path parent, String rights) throws IOException {
        return Files.getFileStore(parent).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : new FileAttribute<?>[] {};
    }
}
