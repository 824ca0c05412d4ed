package io.jims.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The types of files that are allowed: images that browsers and models show, and PDF. The first
/// bytes decide, not the name nor the declared type. No browser runs scripts in any of these,
/// unlike SVG and HTML.
///
/// Five fixed signatures: a library that detects a thousand types would have to be restricted to
/// these.
public enum FileType {
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "jpg|jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "gif", "GIF87a|GIF89a"),
    /// Between the two words are four bytes of length.
    WEBP("image/webp", "webp", "RIFF....WEBP"),
    PDF("application/pdf", "pdf", "%PDF-");

    /// Number of bytes needed to detect a type.
    static final int HEAD = 12;

    private static final char ANY = '.';

    private final String mediaType;
    private final String extensions;
    private final String signatures;

    /// @param extensions the usual one first, with bars between them
    /// @param signatures with bars between them
    FileType(String mediaType, String extensions, String signatures) {
        this.mediaType = mediaType;
        this.extensions = extensions;
        this.signatures = signatures;
    }

    /// The type of a file; empty for any other.
    ///
    /// @param head its first bytes, [#HEAD] of them where it has so many
    static Optional<FileType> of(byte[] head) {
        String text = new String(head, ISO_8859_1);
        return Stream.of(values())
                .filter(type ->
                        parts(type.signatures).stream().anyMatch(known -> begins(text, known)))
                .findFirst();
    }

    /// The type that is called so.
    static Optional<FileType> of(String mediaType) {
        return Stream.of(values()).filter(type -> type.mediaType.equals(mediaType)).findFirst();
    }

    /// All allowed types, for clients.
    public static List<String> mediaTypes() {
        return Stream.of(values()).map(FileType::mediaType).toList();
    }

    public String mediaType() {
        return mediaType;
    }

    /// What its files are called in the directory.
    String fileName() {
        return "file." + parts(extensions).getFirst();
    }

    /// The name with an ending that every system opens as what the file is: a picture that is
    /// called `invoice.exe` must not be started.
    String named(String name) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return dot > 0 && parts(extensions).contains(ending)
                ? name
                : name + "." + parts(extensions).getFirst();
    }

    private static List<String> parts(String joined) {
        return List.of(joined.split("\\|"));
    }

    private static boolean begins(String text, String signature) {
        if (text.length() < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (signature.charAt(i) != ANY && signature.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
