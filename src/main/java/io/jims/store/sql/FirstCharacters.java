package io.jims.store.sql;

/// Cuts a long text after a number of Unicode characters, never within one.
public final class FirstCharacters {
    private FirstCharacters() {}

    /// The text, or so many of its characters.
    public static String of(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
