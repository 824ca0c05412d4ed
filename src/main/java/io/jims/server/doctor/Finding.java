package io.jims.server.doctor;

/// The result of one check, in one line.
///
/// @param text what was found and, if it is not good, what to change
record Finding(Level level, String text) {
    /// The severity.
    enum Level {
        OK("ok"),
        WARNING("warning"),
        FAILS("fails");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text);
    }

    static Finding warning(String text) {
        return new Finding(Level.WARNING, text);
    }

    static Finding fails(String text) {
        return new Finding(Level.FAILS, text);
    }

    boolean isFailure() {
        return level == Level.FAILS;
    }

    /// The line for the check with this name.
    String line(String check) {
        return "%-8s %s: %s".formatted(level.word, check, text);
    }
}
