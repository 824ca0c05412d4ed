package io.jims.conversation.log;

import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes the events of one thread: each is later than every event that the thread has, or ever had,
/// since a clock that was set back must not reorder it. Guarded as the thread's log is.
final class EventClock {
    private Instant last = Instant.EPOCH;

    /// The thread has an event of this time.
    void follow(Instant time) {
        if (time.isAfter(last)) {
            last = time;
        }
    }

    ThreadEvent event(String type, Map<String, @Nullable Object> data) {
        return event(Uuid7.next(), type, data);
    }

    ThreadEvent event(UUID id, String type, Map<String, @Nullable Object> data) {
        return new ThreadEvent(id, next(), type, data);
    }

    /// The present, in microseconds, or else a microsecond after the last event.
    Instant next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }
}
