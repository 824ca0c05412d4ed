package io.jims.server.doctor;

/// What one check found, in one line.
///
/// @param text what is there; where it is not good, also what to change
record Finding(Level level, String text) {
    /// How bad it is.
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

    /// The line of the check that has this name.
    String line(String check) {
        return "%-8s %s: %s".formatted(level.word, check, text);
    }
}
