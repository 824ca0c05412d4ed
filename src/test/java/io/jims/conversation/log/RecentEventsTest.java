package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.EventTypes;
import io.jims.core.Events;
import io.jims.core.Feedback;
import io.jims.core.Feedback.Rating;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final long NO_BOUND = 1 << 30;

    @Test
    void snapshot_doesNotChange_whenEventsAreAdded() {
        RecentEvents log = new RecentEvents(events(0, 2), 100, NO_BOUND);
        List<ThreadEvent> before = log.snapshot();

        events(2, 50).forEach(log::add);

        assertThat(types(before)).isEqualTo(types(events(0, 2)));
        assertThat(types(log.snapshot())).isEqualTo(types(events(0, 50)));
    }

    @Test
    void snapshot_cannotBeWrittenOrReadPastItsEnd() {
        RecentEvents log = new RecentEvents(List.of(), 100, NO_BOUND);
        log.add(events(0, 1).getFirst());
        List<ThreadEvent> one = log.snapshot();
        log.add(events(1, 2).getFirst());

        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.add(events(2, 3).getFirst()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void pastTwiceItsLimit_theOldestAreLetGo_theNewestStay() {
        RecentEvents log = new RecentEvents(List.of(), 10, NO_BOUND);

        events(0, 1_005).forEach(log::add);

        assertThat(log.snapshot().size()).isBetween(10, 20);
        assertThat(types(log.snapshot()))
                .endsWith(types(events(995, 1_005)).toArray(String[]::new));
    }

    @Test
    void pastItsBytes_theOldestAreLetGo_theNewestStay() {
        long one = EventSize.of(large(0));
        RecentEvents log = new RecentEvents(List.of(), 100, 10 * one);

        IntStream.range(0, 95).mapToObj(RecentEventsTest::large).forEach(log::add);

        assertThat(log.bytes()).isLessThanOrEqualTo(10 * one).isEqualTo(sizeOf(log));
        assertThat(log.snapshot().size()).isBetween(4, 10);
        assertThat(log.snapshot().getLast().type()).isEqualTo("test.94");
        assertThat(log.isWhole()).isFalse();
    }

    @Test
    void largerThanAllItsBytes_theLastEventStays() {
        RecentEvents log = new RecentEvents(List.of(large(0), large(1)), 100, 10);
        assertThat(types(log.snapshot())).containsExactly("test.1");

        log.add(large(2));

        assertThat(types(log.snapshot())).containsExactly("test.2");
        assertThat(log.bytes()).isEqualTo(sizeOf(log));
    }

    @Test
    void eventsThatFitExactly_stay_andOneByteMoreLetsHalfOfThemGo() {
        List<ThreadEvent> ten = IntStream.range(10, 20).mapToObj(RecentEventsTest::large).toList();
        long all = ten.stream().mapToLong(EventSize::of).sum();

        assertThat(new RecentEvents(ten, 100, all).snapshot()).isEqualTo(ten);
        assertThat(new RecentEvents(ten, 100, all - 1).snapshot()).isEqualTo(ten.subList(6, 10));

        RecentEvents grown = new RecentEvents(ten.subList(0, 9), 100, all);
        grown.add(ten.getLast());
        assertThat(grown.snapshot()).isEqualTo(ten);
        grown.add(large(20));
        assertThat(types(grown.snapshot()))
                .containsExactly("test.16", "test.17", "test.18", "test.19", "test.20");
        assertThat(grown.bytes()).isEqualTo(all / 2).isEqualTo(sizeOf(grown));
    }

    @Test
    void threadOfFewerEventsThanItsLimit_isWhole_untilOthersAreExpected() {
        assertThat(new RecentEvents(events(0, 9), 10, NO_BOUND).isWhole()).isTrue();
        assertThat(new RecentEvents(events(0, 10), 10, NO_BOUND).isWhole()).isFalse();

        RecentEvents log = new RecentEvents(List.of(), 10, NO_BOUND);
        events(0, 19).forEach(log::add);
        assertThat(log.isWhole()).isTrue();
        assertThat(log.snapshot()).hasSize(19);

        events(19, 100).forEach(log::add);
        assertThat(log.isWhole()).isFalse();

        RecentEvents missed = new RecentEvents(List.of(), 10, NO_BOUND);
        missed.expectOlder();
        assertThat(missed.isWhole()).isFalse();
    }

    @Test
    void everyEvent_isFoundByItsId_andNoOther() {
        List<ThreadEvent> events = events(0, 5);
        RecentEvents log = new RecentEvents(events, 100, NO_BOUND);

        assertThat(events).allSatisfy(event -> assertThat(log.find(event.id())).contains(event));
        assertThat(log.find(events(5, 6).getFirst().id())).isEmpty();
    }

    @Test
    void ratingsThatWereAskedFor_followWhatIsAdded() {
        RecentEvents log = new RecentEvents(List.of(), 100, NO_BOUND);
        assertThat(log.ratings()).isNull();
        Ratings ratings = Ratings.of(List.of());
        log.keep(ratings);
        Feedback feedback = new Feedback(Uuid7.next(), Rating.UP, "");

        log.add(new EventClock().event(EventTypes.FEEDBACK, feedback.toData()));

        assertThat(log.ratings()).isSameAs(ratings);
        assertThat(ratings.standing()).isEqualTo(Map.of(feedback.message(), Rating.UP));
    }

    @Test
    void limitOfNothing_isRefused() {
        assertThatThrownBy(() -> new RecentEvents(List.of(), 0, NO_BOUND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be positive: 0");
        assertThat(new RecentEvents(List.of(), 1, NO_BOUND).snapshot()).isEmpty();
    }

    private static long sizeOf(RecentEvents log) {
        return log.snapshot().stream().mapToLong(EventSize::of).sum();
    }

    private static ThreadEvent large(int number) {
        return Events.event("test." + number, "x".repeat(1_000));
    }

    private static List<String> types(List<ThreadEvent> events) {
        return events.stream().map(ThreadEvent::type).toList();
    }

    private static List<ThreadEvent> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Events.event("test." + i, "")).toList();
    }
}
