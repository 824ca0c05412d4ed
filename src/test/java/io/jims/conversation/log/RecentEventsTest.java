package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import java.util.List;
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
