package io.jims.upload;

/// A visitor's name for a file: shown to people, and never part of a path.
final class FileName {
    /// In Unicode characters.
    private static final int LONGEST = 100;

    private FileName() {}

    /// One line without folders, and without characters that are not seen or turn the text around.
    ///
    /// @param sent by a client; may be anything
    static String of(String sent, FileType type) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}<>:\"|?*]+", " ").strip();
        String name = clean.replaceAll("^\\.+", "").strip();
        String named = type.named(name.isEmpty() ? "file" : name);
        int characters = named.codePointCount(0, named.length());
        return characters <= LONGEST
                ? named
                : named.substring(named.offsetByCodePoints(0, characters - LONGEST)).strip();
    }
}
