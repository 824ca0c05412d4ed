package io.jims.store;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Threads and events to store.
public final class Samples {
    private Samples() {}

    @SuppressWarnings(
            "NullAway") // a record's constructor loses `@Nullable Object` in its class file
    public static ChatThread thread(ThreadId id) {
        return new ChatThread(
                id, "widget:someone", null, Instant.now(), Map.of("interface", "widget"));
    }

    @SuppressWarnings("NullAway") // as above
    public static ThreadEvent event(Map<String, @Nullable Object> data) {
        return new ThreadEvent(Uuid7.next(), Instant.now(), "rag.query", data);
    }

    public static ThreadEvent event(String content) {
        return event("comm.user_message", content);
    }

    public static ThreadEvent event(String type, String content) {
        return new ThreadEvent(
                Uuid7.next(), Instant.now(), type, Map.of("role", "user", "content", content));
    }

    public static ThreadEvent event(Instant createdAt) {
        return new ThreadEvent(Uuid7.next(), createdAt, "comm.user_message", Map.of());
    }
}
