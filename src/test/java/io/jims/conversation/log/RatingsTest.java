package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RatingsTest {
    private static final UUID ANSWER = Uuid7.next();

    private final EventClock clock = new EventClock();
    private final List<ThreadEvent> stored = new ArrayList<>();

    @Test
    void lastRatingOfAnAnswer_stands_unlessItWasTakenBack() {
        UUID other = Uuid7.next();
        rate(new Feedback(ANSWER, Rating.UP, ""));
        rate(new Feedback(ANSWER, Rating.DOWN, ""));
        rate(new Feedback(other, Rating.UP, ""));
        assertThat(read().standing()).isEqualTo(Map.of(ANSWER, Rating.DOWN, other, Rating.UP));

        rate(new Feedback(other, Rating.NONE, ""));

        assertThat(read().standing()).isEqualTo(Map.of(ANSWER, Rating.DOWN));
    }

    @Test
    void otherEvents_rateNothing() {
        stored.add(Events.user("Hello"));
        stored.add(Events.assistant("Hi"));

        assertThat(read().standing()).isEmpty();
        assertThat(read().isLast(new Feedback(ANSWER, Rating.UP, ""))).isFalse();
    }

    @Test
    void sameRatingAgain_isKnown_anotherCommentIsNew() {
        rate(new Feedback(ANSWER, Rating.DOWN, "Too long."));

        assertThat(read().isLast(new Feedback(ANSWER, Rating.DOWN, "Too long."))).isTrue();
        assertThat(read().isLast(new Feedback(ANSWER, Rating.DOWN, "Wrong."))).isFalse();
        assertThat(read().isLast(new Feedback(ANSWER, Rating.UP, ""))).isFalse();
        assertThat(read().isLast(new Feedback(ANSWER, Rating.NONE, ""))).isFalse();
    }

    @Test
    void nothingToTakeBack_isKnown() {
        assertThat(read().isLast(new Feedback(ANSWER, Rating.NONE, ""))).isTrue();

        rate(new Feedback(ANSWER, Rating.UP, ""));
        rate(new Feedback(ANSWER, Rating.NONE, ""));

        assertThat(read().isLast(new Feedback(ANSWER, Rating.NONE, "why?"))).isTrue();
        assertThat(read().isLast(new Feedback(ANSWER, Rating.UP, ""))).isFalse();
    }

    @Test
    void goodRating_isNothingToLookAfter() {
        assertThat(rate(new Feedback(ANSWER, Rating.UP, "Thanks!")))
                .extracting(ThreadEvent::type)
                .containsExactly(EventTypes.FEEDBACK);
    }

    @Test
    void firstBadRating_isRemarkedOn_withItsComment() {
        List<ThreadEvent> events = rate(new Feedback(ANSWER, Rating.DOWN, "Too long."));

        assertThat(events)
                .extracting(ThreadEvent::type)
                .containsExactly(EventTypes.FEEDBACK, EventTypes.BACKOFFICE_FEEDBACK);
        assertThat(events.getLast().data())
                .containsEntry("event_id", ANSWER.toString())
                .containsEntry("note", "Too long.")
                .containsEntry("tags", List.of("visitor"))
                .containsEntry("severity", "Medium");
    }

    @Test
    void commentThatComesLater_takesThePlaceOfTheRemark() {
        ThreadEvent first = rate(new Feedback(ANSWER, Rating.DOWN, "")).getLast();

        List<ThreadEvent> events = rate(new Feedback(ANSWER, Rating.DOWN, "Too long."));

        assertThat(events)
                .extracting(ThreadEvent::type)
                .containsExactly(
                        EventTypes.FEEDBACK,
                        EventTypes.BACKOFFICE_FEEDBACK,
                        EventTypes.BACKOFFICE_DELETION);
        assertThat(events.getLast().data()).isEqualTo(Map.of("comment_id", first.id().toString()));
        assertThat(events.get(1).id()).isNotEqualTo(first.id());
    }

    @Test
    void badRatingWithoutAComment_changesNoRemark() {
        rate(new Feedback(ANSWER, Rating.DOWN, "Too long."));
        rate(new Feedback(ANSWER, Rating.UP, ""));

        assertThat(rate(new Feedback(ANSWER, Rating.DOWN, "")))
                .extracting(ThreadEvent::type)
                .containsExactly(EventTypes.FEEDBACK);
    }

    private List<ThreadEvent> rate(Feedback feedback) {
        List<ThreadEvent> events = read().toStore(feedback, clock);
        stored.addAll(events);
        return events;
    }

    private Ratings read() {
        return Ratings.of(stored);
    }
}
