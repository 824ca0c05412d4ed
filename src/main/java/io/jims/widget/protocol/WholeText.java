package io.jims.widget.protocol;

/// Text as it can be stored and asked for. JSON can smuggle in what cannot: half of a surrogate
/// pair has no UTF-8, and one U+0000 fails every query that reads the table's texts in PostgreSQL.
/// Both become U+FFFD.
final class WholeText {
    private WholeText() {}

    static String of(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(isNone(c) ? '\uFFFD' : c));
        return whole.toString();
    }

    private static boolean isNone(int codePoint) {
        return codePoint == 0
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
