package io.jims.conversation.log;

import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What those who look after the assistant are told of an answer that its visitor does not like
/// ([io.jims.core.EventTypes#BACKOFFICE_FEEDBACK]). There is one for an answer: the first 👎 makes
/// it, and as the visitor mostly says a moment later what is wrong, a new comment takes the place
/// of what it said.
///
/// @param id of its event
/// @param note the visitor's comment; empty for none
record Remark(UUID id, String note) {
    private static final List<String> VISITOR_TAG = List.of("visitor");
    private static final String SEVERITY = "Medium";

    /// The highest of the random bits.
    private static final long FAR_AWAY = 1L << 61;

    /// What a rating has to say.
    ///
    /// @param rated id of the rating's event
    /// @param former what stands on the answer
    /// @return empty where all was said
    static Optional<Remark> on(Feedback feedback, UUID rated, @Nullable Remark former) {
        boolean isNew =
                former == null
                        || !(feedback.comment().isEmpty()
                                || feedback.comment().equals(former.note()));
        return feedback.rating() == Rating.DOWN && isNew
                ? Optional.of(new Remark(idAfter(rated), feedback.comment()))
                : Optional.empty();
    }

    /// The data of its event.
    Map<String, @Nullable Object> toData(Feedback feedback) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("event_id", feedback.message().toString());
        data.put("tags", VISITOR_TAG);
        data.put("note", note);
        data.put("severity", SEVERITY);
        return data;
    }

    /// The data of the event that takes it back.
    Map<String, @Nullable Object> toDeletion() {
        return Map.of("comment_id", id.toString());
    }

    /// Follows from the rating's, so that ratings are all that has to be read to know it. A uuid7
    /// of the same time that is far from it: those that are made next count on from the last one.
    private static UUID idAfter(UUID rated) {
        return new UUID(rated.getMostSignificantBits(), rated.getLeastSignificantBits() ^ FAR_AWAY);
    }
}
