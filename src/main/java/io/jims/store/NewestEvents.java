package io.jims.store;

import io.jims.core.ThreadEvent;
import java.util.List;

/// The newest events of a thread.
///
/// @param events oldest first
/// @param whole whether these are all events of the thread
public record NewestEvents(List<ThreadEvent> events, boolean whole) {
    public NewestEvents {
        events = List.copyOf(events);
    }
}
