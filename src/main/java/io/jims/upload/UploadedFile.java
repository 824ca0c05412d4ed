package io.jims.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jims.core.Attachment;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// A complete file on disk: a directory with the file and its metadata.
///
/// @param owner hash of the contact whose ticket it came with
public record UploadedFile(
        UUID id, String name, FileType type, long size, String owner, Path path) {
    /// The content security policy under which it is served: no browser runs what is in it.
    public static final String POLICY = "default-src 'none'; sandbox";

    private static final String FACTS = "facts.json";
    private static final JsonMapper JSON = new JsonMapper();

    public Attachment toAttachment() {
        return new Attachment(id, name, type.mediaType(), size, path);
    }

    /// The value of `Content-Disposition` by which browsers save the file under its name, and never
    /// show it (RFC 6266).
    public String disposition() {
        String encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                .formatted(type.fileName(), encoded);
    }

    /// Loads a directory; empty if it is not one of ours. Follows no link.
    static Optional<UploadedFile> read(UUID id, Path folder) throws IOException {
        if (!Files.isDirectory(Disk.folderOf(folder), LinkOption.NOFOLLOW_LINKS)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(folder.resolve(FACTS), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        JsonNode facts = JSON.readTree(Files.readAllBytes(folder.resolve(FACTS)));
        return FileType.of(facts.path("type").asText())
                .map(type ->
                        new UploadedFile(
                                id,
                                facts.path("name").asText(),
                                type,
                                facts.path("size").asLong(),
                                facts.path("owner").asText(),
                                folder.resolve(type.fileName())))
                .filter(file -> Files.isRegularFile(file.path, LinkOption.NOFOLLOW_LINKS));
    }

    /// Opens it, unless somebody has put a link in its place.
    public FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /// Writes the metadata beside the file; on disk when this returns.
    void writeFacts() throws IOException {
        ObjectNode facts = JSON.createObjectNode().put("name", name);
        facts.put("type", type.mediaType()).put("size", size).put("owner", owner);
        try (FileChannel channel = Disk.create(path.resolveSibling(FACTS))) {
            Channels.newOutputStream(channel).write(JSON.writeValueAsBytes(facts));
            channel.force(true);
        }
    }
}
