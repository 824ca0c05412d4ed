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
/// @param name what the visitor calls it, for people; never use it as a path
/// @param type `image/png`, `image/jpeg`, `image/gif`, `image/webp` or `application/pdf`, by its
///   first bytes; what follows them may be anything
/// @param size in bytes
/// @param path where it lies, to be read only; it is deleted with its conversation. Null where this
///   server has no such file (any more)
public record Attachment(UUID id, String name, String type, long size, @Nullable Path path) {
    /// The member of a message's data.
    public static final String MEMBER = "attachments";

    /// Whether it is a picture.
    public boolean isImage() {
        return type.startsWith("image/");
    }

    /// Those of a message, wherever they lie.
    public static List<Attachment> of(ThreadEvent event) {
        return of(event, id -> null);
    }

    /// Those of a message. What another service wrote under the same name is passed over.
    ///
    /// @param paths of files that are here, by id
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

    /// Their names, which stand in for the text of a message that has none: for models and people
    /// who see texts only.
    public static String names(List<Attachment> files) {
        return files.stream().map(Attachment::name).collect(Collectors.joining(", "));
    }

    /// As it is stored: without its path, which is another one after a move.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id.toString());
        data.put("name", name);
        data.put("type", type);
        data.put("size", size);
        return data;
    }
}
