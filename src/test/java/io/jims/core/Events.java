package io.jims.core;

import java.time.Instant;
import java.util.Map;

/// Events to test with.
public final class Events {
    private Events() {}

    public static ThreadEvent user(String content) {
        return event(EventTypes.USER_MESSAGE, "user", content);
    }

    public static ThreadEvent assistant(String content) {
        return event(EventTypes.ASSISTANT_MESSAGE, "assistant", content);
    }

    public static ThreadEvent event(String type, String content) {
        return event(type, "assistant", content);
    }

    public static ThreadEvent event(String type, String role, String content) {
        return new ThreadEvent(
                Uuid7.next(), Instant.now(), type, Map.of("role", role, "content", content));
    }

    public static ThreadEvent at(Instant time) {
        return new ThreadEvent(
                Uuid7.next(), time, EventTypes.ASSISTANT_MESSAGE, Map.of("role", "assistant"));
    }
}
