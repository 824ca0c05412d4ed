package io.jims.widget.protocol;

/// Replaces what databases cannot store or query: a lone surrogate has no UTF-8, and one U+0000
/// breaks every PostgreSQL query that reads texts of the table. Both become U+FFFD.
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
