package io.jims.app.python;

import io.jims.app.python.HostRequest.Events;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tracks the events that a host has of the most recently used threads, so that only new ones are
/// sent: the cost of a message does not grow with its thread. If this is out of date, the host asks
/// for all events.
///
/// Used by one thread at a time.
final class SentEvents {
    private static final int MAX_THREADS = 10_000;

    /// Messages that wait for their turn are seen later, and then before events that were sent
    /// already; so more than the last one is remembered.
    private static final int REMEMBERED = 8;

    /// So many in a line: what the host reads in one go holds up its runs.
    private static final int MAX_IN_LINE = 200;

    private final Map<ThreadId, List<UUID>> newest =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ThreadId, List<UUID>> eldest) {
                    return size() > MAX_THREADS;
                }
            };

    /// What the host lacks, to be sent in this order.
    List<Events> missing(ThreadId thread, List<ThreadEvent> events) {
        int known = known(newest.getOrDefault(thread, List.of()), events);
        return missing(thread, events, known);
    }

    /// Everything.
    List<Events> all(ThreadId thread, List<ThreadEvent> events) {
        return missing(thread, events, 0);
    }

    private List<Events> missing(ThreadId thread, List<ThreadEvent> events, int known) {
        List<Events> missing = new ArrayList<>();
        for (int from = known; from < events.size(); from += MAX_IN_LINE) {
            UUID after = from == 0 ? null : events.get(from - 1).id();
            int to = Math.min(from + MAX_IN_LINE, events.size());
            missing.add(new Events(thread, after, events.subList(from, to)));
        }
        newest.put(
                thread,
                events.subList(Math.max(0, events.size() - REMEMBERED), events.size()).stream()
                        .map(ThreadEvent::id)
                        .toList());
        return missing;
    }

    /// How many of the events, from the oldest on, the host has in this order.
    private static int known(List<UUID> sent, List<ThreadEvent> events) {
        if (sent.isEmpty()) {
            return 0;
        }
        int known = events.size();
        while (known > 0 && !events.get(known - 1).id().equals(sent.getFirst())) {
            known--;
        }
        for (int i = 1; known > 0 && known < events.size() && i < sent.size(); i++) {
            if (!events.get(known).id().equals(sent.get(i))) {
                return known;
            }
            known++;
        }
        return known;
    }
}
