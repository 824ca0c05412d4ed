package io.jims.conversation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private final EventClock clock = new EventClock();

    @Test
    void everyEvent_isLaterThanTheOneBefore_howeverFastTheyCome() {
        List<Instant> times =
                Stream.generate(() -> clock.event("test", Map.of()))
                        .limit(1_000)
                        .map(ThreadEvent::createdAt)
                        .toList();

        assertThat(times)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.naturalOrder())
                .allSatisfy(
                        time -> assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MICROS)));
    }

    @Test
    void event_isOfThePresent() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

        assertThat(clock.next()).isBetween(before, Instant.now());
    }

    @Test
    void clockThatWasSetBack_reordersNothing() {
        Instant ahead = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        clock.follow(ahead);
        clock.follow(Instant.EPOCH);

        assertThat(clock.next()).isEqualTo(ahead.plus(1, ChronoUnit.MICROS));
        assertThat(clock.next()).isEqualTo(ahead.plus(2, ChronoUnit.MICROS));
    }
}
