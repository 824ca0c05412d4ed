package io.jims.lifecycle;

/// The limits of a source; the rest is left out and logged. Every visitor gets the greeting, so
/// these are far above what people write, and far below what would cause harm.
final class SourceBounds {
    /// Rows that are looked at.
    static final int ROWS = 10_000;

    /// Bytes of a file, or of Grist's answer; a source that has more counts as failing.
    static final int BYTES = 4 << 20;

    /// Characters of a greeting, a disclaimer or an answer.
    static final int TEXT = 8_000;

    /// Characters of a word of the panel: `widget.…`.
    static final int WORD = 500;

    /// Characters of all texts together, in all languages.
    static final int ALL_TEXTS = 262_144;

    private SourceBounds() {}
}
