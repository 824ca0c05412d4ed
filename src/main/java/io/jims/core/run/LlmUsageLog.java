package io.jims.core.run;

import io.jims.core.EventTypes;
import io.jims.core.LlmUsage;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sums up the usage of one run's language models, model by model. Used by one thread at a time.
final class LlmUsageLog {
    private final long start = System.nanoTime();
    private final Map<String, LlmUsage> byModel = new LinkedHashMap<>();
    private String lastModel = "";

    void add(LlmUsage usage) {
        byModel.merge(usage.model(), usage, LlmUsage::plus);
        lastModel = usage.model();
    }

    /// The event that stores the usage, in the Python JIMS's form; empty if no model was called.
    ///
    /// @param app empty where it has no name
    Optional<ThreadEvent> toEvent(String app) {
        if (byModel.isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        byModel.values().forEach(usage -> stats.put(usage.model(), stats(usage)));
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("model_used", lastModel);
        info.put("model_stats", stats);
        if (!app.isEmpty()) {
            info.put("app", app);
        }
        info.put("duration_ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("technical_info", info);
        return Optional.of(
                new ThreadEvent(Uuid7.next(), Instant.now(), EventTypes.QUERY_PROCESSED, data));
    }

    private static Map<String, @Nullable Object> stats(LlmUsage usage) {
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("requests_count", usage.calls());
        stats.put("prompt_tokens", usage.promptTokens());
        stats.put("completion_tokens", usage.completionTokens());
        stats.put("cached_tokens", usage.cachedTokens());
        return stats;
    }
}
