package io.jims.store.index;

import org.jspecify.annotations.Nullable;

/// A filter for threads; null means any.
///
/// @param text words that occur in one message, each as a word or its prefix; Chinese, Japanese and
///   Korean by characters
/// @param contact prefix of the contact's id
/// @param lang first part of a BCP 47 tag, in lower case
public record ThreadFilter(
        @Nullable String text,
        @Nullable String contact,
        @Nullable Rating rating,
        @Nullable State state,
        @Nullable String lang) {
    public static final ThreadFilter ALL = new ThreadFilter(null, null, null, null);

    /// A filter for any language.
    public ThreadFilter(
            @Nullable String text,
            @Nullable String contact,
            @Nullable Rating rating,
            @Nullable State state) {
        this(text, contact, rating, state, null);
    }

    /// A visitor's latest rating of an answer.
    public enum Rating {
        UP,
        DOWN
    }

    /// The state of a thread.
    public enum State {
        /// Its last run failed.
        FAILED,
        /// A person answers it.
        HUMAN,
        /// It has a pending message.
        OWED
    }
}
