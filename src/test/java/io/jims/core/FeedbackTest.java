package io.jims.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Feedback.Rating;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedbackTest {
    private static final UUID ANSWER = UUID.fromString("11111111-1111-4111-8111-111111111111");

    @ParameterizedTest
    @EnumSource
    void rating_isReadAsItIsWritten(Rating rating) {
        Feedback feedback = new Feedback(ANSWER, rating, "because");

        assertThat(Rating.of(rating.wireName())).contains(rating);
        assertThat(Feedback.of(stored(feedback.toData()))).contains(feedback);
    }

    @Test
    void comment_isKept_onlyWhereThereIsOne() {
        Feedback silent = new Feedback(ANSWER, Rating.UP, "");

        assertThat(silent.toData())
                .isEqualTo(Map.of("event_id", ANSWER.toString(), "rating", "up"));
        assertThat(Feedback.of(stored(silent.toData()))).contains(silent);
        assertThat(new Feedback(ANSWER, Rating.DOWN, "wrong").toData())
                .containsEntry("comment", "wrong");
    }

    @Test
    void comment_hasAThousandCharacters_atMost() {
        String longest = "👋".repeat(Feedback.MAX_COMMENT);

        assertThat(new Feedback(ANSWER, Rating.UP, longest).comment()).isEqualTo(longest);
        assertThatThrownBy(() -> new Feedback(ANSWER, Rating.UP, longest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1000 characters");
    }

    @Test
    void commentThatAnotherServiceStored_isCut() {
        Map<String, Object> data =
                Map.of(
                        "event_id",
                        ANSWER.toString(),
                        "rating",
                        "down",
                        "comment",
                        "👋".repeat(Feedback.MAX_COMMENT + 1));

        assertThat(Feedback.of(stored(data)))
                .map(Feedback::comment)
                .contains("👋".repeat(Feedback.MAX_COMMENT));
    }

    @Test
    void eventThatIsNoRating_isNone() {
        Map<String, Object> data = Map.of("event_id", ANSWER.toString(), "rating", "up");

        assertThat(Feedback.of(ThreadEvent.create("jims.other", data))).isEmpty();
        assertThat(Feedback.of(stored(Map.of("event_id", ANSWER.toString())))).isEmpty();
        assertThat(Feedback.of(stored(Map.of("event_id", "it", "rating", "up")))).isEmpty();
        assertThat(Feedback.of(stored(Map.of("rating", "up")))).isEmpty();
    }

    private static ThreadEvent stored(Map<String, ?> data) {
        return ThreadEvent.create(EventTypes.FEEDBACK, data);
    }
}
