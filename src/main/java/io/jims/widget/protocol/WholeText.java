package io.jims.widget.protocol;

/// Text as it can be stored: half of a surrogate pair, which JSON can smuggle in, has no UTF-8.
final class WholeText {
    private WholeText() {}

    static String of(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(isHalfCharacter(c) ? '\uFFFD' : c));
        return whole.toString();
    }

    private static boolean isHalfCharacter(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
