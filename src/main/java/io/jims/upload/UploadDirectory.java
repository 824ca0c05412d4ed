package io.jims.upload;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.upload.UploadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The directory of uploads: one directory for each file, which is moved as a whole. Safe for all
/// threads, and for other processes that use the same directory.
///
/// - `incoming/<id>`: being received; nothing refers to it
/// - `waiting/<id>`: whole and on disk; its visitor may send a message with it
/// - `threads/<thread>/<id>`: sent in this thread
/// - `key`: see [SealKey]
///
/// All names are made here. No link below the directory itself is followed.
public final class UploadDirectory {
    private static final Logger LOGGER = System.getLogger(UploadDirectory.class.getName());

    private static final int BUFFER = 16 * 1024;

    private final Path incoming;
    private final Path waiting;
    private final Path threads;
    private final SealKey key;

    private UploadDirectory(Path root, SealKey key) {
        this.incoming = root.resolve("incoming");
        this.waiting = root.resolve("waiting");
        this.threads = root.resolve("threads");
        this.key = key;
    }

    /// Opens the directory, making what is missing.
    ///
    /// @throws IOException if that cannot be done
    public static UploadDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path root = directory.toRealPath();
        UploadDirectory opened = new UploadDirectory(root, SealKey.in(root));
        Disk.makeFolder(opened.incoming);
        Disk.makeFolder(opened.waiting);
        Disk.makeFolder(opened.threads);
        return opened;
    }

    SealKey key() {
        return key;
    }

    /// Takes in a file; it is on disk when this returns, and waits for its message. Whatever goes
    /// wrong, nothing of it is left.
    ///
    /// @param content read to its end, never more than a few kilobytes in memory
    /// @param length of the content
    /// @param name what the visitor calls it
    /// @throws UploadException if it is not taken
    /// @throws IOException if the content ends early or cannot be read
    UploadedFile receive(InputStream content, long length, String name, String owner)
            throws IOException {
        byte[] head = content.readNBytes(FileType.HEAD);
        FileType type =
                FileType.of(head)
                        .orElseThrow(() ->
                                new UploadException(
                                        Reason.TYPE,
                                        "Only images (PNG, JPEG, GIF, WebP) and PDF files are"
                                                + " taken."));
        UUID id = UUID.randomUUID();
        Path folder = incoming.resolve(id.toString());
        UploadedFile file =
                new UploadedFile(
                        id,
                        FileName.of(name, type),
                        type,
                        length,
                        owner,
                        folder.resolve(type.fileName()));
        boolean done = false;
        try {
            Disk.makeFolder(folder);
            write(file, head, content);
            file.writeFacts();
            Disk.sync(folder);
            move(folder, waiting.resolve(id.toString()));
            done = true;
            return file;
        } catch (ReadFailure e) {
            throw e.cause;
        } catch (IOException e) {
            throw new UploadException(
                    Reason.STORAGE, "The server cannot keep files at present.", e);
        } finally {
            if (!done) {
                Disk.delete(folder);
            }
        }
    }

    private static void write(UploadedFile file, byte[] head, InputStream content)
            throws IOException {
        try (FileChannel out = Disk.create(file.path())) {
            long written = write(out, head, head.length);
            byte[] buffer = new byte[BUFFER];
            for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
                written += write(out, buffer, read);
                if (written > file.size()) {
                    break;
                }
            }
            if (written != file.size()) {
                throw new UploadException(
                        Reason.LENGTH, "The file has another length than was announced.");
            }
            out.force(true);
        }
    }

    private static int write(FileChannel out, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        return length;
    }

    /// What fails here is the client's side.
    private static int read(InputStream content, byte[] buffer) throws IOException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new ReadFailure(e);
        }
    }

    /// Binds a file that waits to a thread, durably; one that is bound to it already stays so.
    ///
    /// @param owner whose file it must be
    /// @return empty where there is no such file, whether it is another visitor's, was sent in
    ///   another thread, or never came
    Optional<Bound> bind(ThreadId thread, UUID id, String owner) throws IOException {
        Path target = place(thread, id);
        Optional<UploadedFile> known = UploadedFile.read(id, target);
        if (known.isPresent()) {
            return Optional.of(new Bound(known.get(), false));
        }
        Path source = waiting.resolve(id.toString());
        if (UploadedFile.read(id, source).filter(file -> file.owner().equals(owner)).isEmpty()) {
            return Optional.empty();
        }
        Disk.makeFolder(folder(thread));
        Disk.sync(threads);
        try {
            move(source, target);
        } catch (NoSuchFileException e) { // another message of the same visitor was faster
            return UploadedFile.read(id, target).map(file -> new Bound(file, false));
        }
        return UploadedFile.read(id, target).map(file -> new Bound(file, true));
    }

    /// Has a file wait again that was just bound: its message was not stored.
    void unbind(ThreadId thread, UUID id) throws IOException {
        move(place(thread, id), waiting.resolve(id.toString()));
    }

    /// A file of a thread.
    ///
    /// @param fresh whether it was not bound before
    record Bound(UploadedFile file, boolean fresh) {}

    /// The file of a thread that has this id.
    public Optional<UploadedFile> find(ThreadId thread, UUID id) {
        try {
            return UploadedFile.read(id, place(thread, id));
        } catch (IOException e) { // being deleted, or the disk fails
            return Optional.empty();
        }
    }

    /// Deletes all files of a thread.
    ///
    /// @throws IOException if some may be left
    public void erase(ThreadId thread) throws IOException {
        Disk.delete(folder(thread));
    }

    /// Deletes all files of a thread that is deleted itself; what fails is tried again by the
    /// server's [UploadSweep].
    public void eraseOrTell(ThreadId thread) {
        try {
            erase(thread);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "files of a deleted conversation are left for now: " + e);
        }
    }

    /// Deletes what began to be received before a time, and what waits since before another one.
    ///
    /// @return how many files
    int deleteUnsent(Instant begunBefore, Instant waitingBefore) throws IOException {
        return delete(childrenBefore(incoming, begunBefore))
                + delete(childrenBefore(waiting, waitingBefore));
    }

    private static int delete(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            Disk.delete(folder);
        }
        return folders.size();
    }

    /// The threads that got no file since this time, and have some.
    List<ThreadId> threadsBefore(Instant before) throws IOException {
        return childrenBefore(threads, before).stream()
                .flatMap(folder -> ThreadId.parse(folder.getFileName().toString()).stream())
                .toList();
    }

    private static List<Path> childrenBefore(Path folder, Instant time) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (isBefore(child, time)) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    private static boolean isBefore(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(time);
        } catch (NoSuchFileException e) { // it has just moved on
            return false;
        }
    }

    private Path folder(ThreadId thread) {
        return threads.resolve(Uuid7.compact(thread.value()));
    }

    private Path place(ThreadId thread, UUID id) {
        return folder(thread).resolve(id.toString());
    }

    /// At once, and durably.
    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(Disk.folderOf(to));
        Disk.sync(Disk.folderOf(from));
    }

    /// The content could not be read.
    private static final class ReadFailure extends IOException {
        private static final long serialVersionUID = 1L;
        private final IOException cause;

        ReadFailure(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
