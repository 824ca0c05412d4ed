package io.jims.store;

import io.jims.core.ThreadEvent;
import java.util.List;

/// The end of a thread.
///
/// @param events oldest first
/// @param whole whether the thread has no earlier ones
public record NewestEvents(List<ThreadEvent> events, boolean whole) {
    public NewestEvents {
        events = List.copyOf(events);
    }
}
