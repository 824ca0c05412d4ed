package io.jims.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A visitor's rating of an answer.
///
/// @param message id of the answer's event
/// @param comment at most [#MAX_COMMENT] characters; empty for none
public record Feedback(UUID message, Rating rating, String comment) {
    /// The longest comment, in Unicode characters.
    public static final int MAX_COMMENT = 1_000;

    private static final String RATED = "rating";
    private static final String MESSAGE = "event_id";
    private static final String COMMENT = "comment";

    /// The rating itself.
    public enum Rating {
        UP,
        DOWN,
        /// The visitor withdrew the rating.
        NONE;

        /// The spelling in frames, events and metrics.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Parses a rating; empty if it is not one.
        public static Optional<Rating> of(@Nullable String wireName) {
            return Stream.of(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
        }
    }

    public Feedback {
        if (comment.codePointCount(0, comment.length()) > MAX_COMMENT) {
            throw new IllegalArgumentException(
                    "a comment has at most " + MAX_COMMENT + " characters");
        }
    }

    /// Reads a stored event; empty if it is not a [EventTypes#FEEDBACK].
    public static Optional<Feedback> of(ThreadEvent event) {
        if (!event.type().equals(EventTypes.FEEDBACK)) {
            return Optional.empty();
        }
        Optional<UUID> message = Uuid7.parse(String.valueOf(event.text(MESSAGE)));
        return Rating.of(event.text(RATED))
                .flatMap(rating -> message.map(id -> new Feedback(id, rating, comment(event))));
    }

    /// The data of its event.
    public Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(MESSAGE, message.toString());
        data.put(RATED, rating.wireName());
        if (!comment.isEmpty()) {
            data.put(COMMENT, comment);
        }
        return data;
    }

    /// Another service may have stored a longer comment.
    private static String comment(ThreadEvent event) {
        String comment = event.text(COMMENT);
        return comment == null
                ? ""
                : comment.codePoints()
                        .limit(MAX_COMMENT)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }
}
