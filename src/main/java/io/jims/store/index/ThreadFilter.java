package io.jims.store.index;

import org.jspecify.annotations.Nullable;

/// Which threads are looked for; what is null is no condition.
///
/// @param text words that stand in one message, each as it is or as the beginning of a word;
///   Chinese, Japanese and Korean by their characters
/// @param contact beginning of the contact's id
/// @param lang first part of a BCP 47 tag, in lower case
public record ThreadFilter(
        @Nullable String text,
        @Nullable String contact,
        @Nullable Rating rating,
        @Nullable State state,
        @Nullable String lang) {
    public static final ThreadFilter ALL = new ThreadFilter(null, null, null, null);

    /// In whatever language.
    public ThreadFilter(
            @Nullable String text,
            @Nullable String contact,
            @Nullable Rating rating,
            @Nullable State state) {
        this(text, contact, rating, state, null);
    }

    /// What a visitor thought of an answer, the last time that they said it. One that was taken
    /// back is none, so that this is not [io.jims.core.Feedback.Rating], which has that as well.
    public enum Rating {
        UP,
        DOWN
    }

    /// How a thread stands.
    public enum State {
        /// Its last run failed.
        FAILED,
        /// A person answers it.
        HUMAN,
        /// It is owed an answer.
        OWED
    }
}
