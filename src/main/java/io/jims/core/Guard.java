package io.jims.core;

/// Checks visitors' messages before they are stored, and the app's answers before they are shown:
/// lets a text pass, replaces it, or refuses it. Registered by [java.util.ServiceLoader], or named
/// by `--guard`.
///
/// Called by many threads at once. If a guard throws, the text is refused. With a guard, answers
/// are shown as a whole and not streamed, since only a whole answer can be checked.
public interface Guard {
    /// The decision on a text.
    sealed interface Verdict {}

    /// The text stays as it is.
    record Pass() implements Verdict {}

    /// Another text takes its place; the original is kept nowhere.
    record Replace(String text) implements Verdict {}

    /// The text is neither stored nor shown.
    ///
    /// @param words the reason, for the visitor
    record Refuse(String words) implements Verdict {
        public Refuse {
            if (words.isBlank()) {
                throw new IllegalArgumentException("a refusal has words for the visitor");
            }
        }
    }

    /// Checks what a visitor typed, or `btn:<id>` of the button that they clicked.
    default Verdict message(String text) {
        return new Pass();
    }

    /// Checks one message of the app.
    default Verdict answer(String text) {
        return new Pass();
    }
}
