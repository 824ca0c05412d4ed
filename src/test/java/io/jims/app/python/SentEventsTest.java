package io.jims.app.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.app.python.HostRequest.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SentEventsTest {
    private static final ThreadId THREAD = ThreadId.create();

    private final SentEvents sent = new SentEvents();
    private final List<ThreadEvent> events =
            IntStream.range(0, 1_000).mapToObj(i -> event()).toList();

    @Test
    void newThread_isSentWhole_inPieces() {
        List<Events> missing = sent.missing(THREAD, events);

        assertThat(missing).hasSize(5);
        assertThat(missing.getFirst().after()).isNull();
        assertThat(missing.get(1).after()).isEqualTo(events.get(199).id());
        assertThat(missing.stream().flatMap(part -> part.events().stream()))
                .containsExactlyElementsOf(events);
    }

    @Test
    void knownThread_isSentItsNewEventsOnly() {
        sent.missing(THREAD, events.subList(0, 990));

        assertThat(sent.missing(THREAD, events.subList(0, 992)))
                .containsExactly(
                        new Events(THREAD, events.get(989).id(), events.subList(990, 992)));
        assertThat(sent.missing(THREAD, events.subList(500, 1_000)))
                .containsExactly(
                        new Events(THREAD, events.get(991).id(), events.subList(992, 1_000)));
    }

    @Test
    void messageThatWaited_isSentInItsNewPlace_withWhatFollows() {
        sent.missing(THREAD, events.subList(0, 10));
        List<ThreadEvent> moved =
                Stream.of(events.subList(0, 7), List.of(event()), events.subList(7, 10))
                        .flatMap(List::stream)
                        .toList();

        assertThat(sent.missing(THREAD, moved))
                .containsExactly(new Events(THREAD, events.get(6).id(), moved.subList(7, 11)));
    }

    @Test
    void threadThatIsKnownByOlderEventsOnly_isSentWhole() {
        sent.missing(THREAD, events.subList(0, 10));

        assertThat(sent.missing(THREAD, events.subList(20, 30)))
                .containsExactly(new Events(THREAD, null, events.subList(20, 30)));
    }

    private static ThreadEvent event() {
        return new ThreadEvent(Uuid7.next(), Instant.now(), "rag.x", Map.of());
    }
}
