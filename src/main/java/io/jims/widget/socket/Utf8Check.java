package io.jims.widget.socket;

/// Detects invalid UTF-8 as early as possible (the Unicode standard, table 3-7). Used by the
/// connection's own thread only.
final class Utf8Check {
    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;

    private int missing;
    private int low = LOWEST;
    private int high = HIGHEST;

    /// Starts a new text.
    void begin() {
        missing = 0;
        low = LOWEST;
        high = HIGHEST;
    }

    /// @throws WebSocketException if no text can go on like this
    void accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if (b < 0 || missing > 0) {
                accept(b & 0xFF);
            }
        }
    }

    /// @throws WebSocketException if the last character is not whole
    void end() {
        if (missing > 0) {
            throw invalid();
        }
    }

    private void accept(int b) {
        if (missing == 0) {
            begin(b);
        } else if (b < low || b > high) {
            throw invalid();
        } else {
            missing--;
            low = LOWEST;
            high = HIGHEST;
        }
    }

    private void begin(int b) {
        if (b < 0xC2 || b > 0xF4) {
            throw invalid();
        }
        missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : LOWEST; // no longer than needed
        high =
                b == 0xED
                        ? 0x9F
                        : b == 0xF4 ? 0x8F : HIGHEST; // no surrogates, no more than U+10FFFF
    }

    private static WebSocketException invalid() {
        return new WebSocketException(CloseCode.INVALID_TEXT, "text must be UTF-8");
    }
}
