package io.jims.store.sql;

/// The beginning of a text that is too long, in Unicode characters: none is cut in two.
public final class FirstCharacters {
    private FirstCharacters() {}

    /// The text, or so many of its characters.
    public static String of(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
