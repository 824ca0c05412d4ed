package io.jims.core;

/// Sees what a visitor says before it is stored, and what the app answers before it is kept: lets
/// it pass, replaces it, or refuses it. Registered by [java.util.ServiceLoader], or named by
/// `--guard`.
///
/// Called by many threads at once. A guard that throws lets nothing through. With a guard, an
/// answer is shown when it is whole and not piece by piece, since only a whole one can be seen.
public interface Guard {
    /// What becomes of a text.
    sealed interface Verdict {}

    /// It stays as it is.
    record Pass() implements Verdict {}

    /// Another text takes its place; nothing keeps the first one.
    record Replace(String text) implements Verdict {}

    /// It is neither stored nor shown.
    ///
    /// @param words for the visitor: why
    record Refuse(String words) implements Verdict {
        public Refuse {
            if (words.isBlank()) {
                throw new IllegalArgumentException("a refusal has words for the visitor");
            }
        }
    }

    /// Looks at what a visitor typed, or at `btn:<id>` of the button that they clicked.
    default Verdict message(String text) {
        return new Pass();
    }

    /// Looks at one message of the app.
    default Verdict answer(String text) {
        return new Pass();
    }
}
