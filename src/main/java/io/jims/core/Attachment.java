package io.jims.core;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A file that a visitor sent with a message.
///
/// @param name the visitor's name for the file, for people; never use it as a path
/// @param type `image/png`, `image/jpeg`, `image/gif`, `image/webp` or `application/pdf`, by the
///   first bytes; the rest of the file is not checked
/// @param size in bytes
/// @param path of the file, read only; it is deleted with its conversation. Null if this server
///   does not have the file (any more)
public record Attachment(UUID id, String name, String type, long size, @Nullable Path path) {
    /// The key of attachments in a message's data.
    public static final String MEMBER = "attachments";

    /// Whether it is a picture.
    public boolean isImage() {
        return type.startsWith("image/");
    }

    /// The attachments of a message, without paths.
    public static List<Attachment> of(ThreadEvent event) {
        return of(event, id -> null);
    }

    /// The attachments of a message. Values of another form, written by another service, are
    /// ignored.
    ///
    /// @param paths of files on this server, by id
    public static List<Attachment> of(ThreadEvent event, Function<UUID, @Nullable Path> paths) {
        return event.data().get(MEMBER) instanceof List<?> all
                ? all.stream().flatMap(one -> read(one, paths).stream()).toList()
                : List.of();
    }

    private static Optional<Attachment> read(
            @Nullable Object one, Function<UUID, @Nullable Path> paths) {
        return one instanceof Map<?, ?> members
                        && members.get("id") instanceof String text
                        && members.get("name") instanceof String name
                        && members.get("type") instanceof String type
                        && members.get("size") instanceof Number size
                ? Uuid7.parse(text)
                        .map(id ->
                                new Attachment(id, name, type, size.longValue(), paths.apply(id)))
                : Optional.empty();
    }

    /// The files' names in place of the text of a message without one, for models and people that
    /// see text only.
    public static String names(List<Attachment> files) {
        return files.stream().map(Attachment::name).collect(Collectors.joining(", "));
    }

    /// The form in which it is stored: without its path, which changes when the database moves.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id.toString());
        data.put("name", name);
        data.put("type", type);
        data.put("size", size);
        return data;
    }
}
