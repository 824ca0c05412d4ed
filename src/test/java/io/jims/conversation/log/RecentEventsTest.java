package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.Events;
import io.jims.core.ThreadEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    @Test
    void snapshot_doesNotChange_whenEventsAreAdded() {
        RecentEvents log = new RecentEvents(events(0, 2), 100);
        List<ThreadEvent> before = log.snapshot();

        events(2, 50).forEach(log::add);

        assertThat(types(before)).isEqualTo(types(events(0, 2)));
        assertThat(types(log.snapshot())).isEqualTo(types(events(0, 50)));
    }

    @Test
    void snapshot_cannotBeWrittenOrReadPastItsEnd() {
        RecentEvents log = new RecentEvents(List.of(), 100);
        log.add(events(0, 1).getFirst());
        List<ThreadEvent> one = log.snapshot();
        log.add(events(1, 2).getFirst());

        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.add(events(2, 3).getFirst()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void pastTwiceItsLimit_theOldestAreLetGo_theNewestStay() {
        RecentEvents log = new RecentEvents(List.of(), 10);

        events(0, 1_005).forEach(log::add);

        assertThat(log.snapshot().size()).isBetween(10, 20);
        assertThat(types(log.snapshot()))
                .endsWith(types(events(995, 1_005)).toArray(String[]::new));
    }

    private static List<String> types(List<ThreadEvent> events) {
        return events.stream().map(ThreadEvent::type).toList();
    }

    private static List<ThreadEvent> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Events.event("test." + i, "")).toList();
    }
}
