package io.jims.telemetry;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Tag;
import io.jims.core.LlmUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the usage of language models. After a model's first call, each call costs one map lookup
/// and a few atomic additions.
///
/// Safe for all threads.
final class LlmMeters {
    /// Most models counted by name, since apps and providers choose the names.
    private static final int MAX_MODELS = 100;

    private static final String OTHERS = "other";

    private final MeterRegistration meters;
    private final Map<String, ModelMeters> byModel = new ConcurrentHashMap<>();

    LlmMeters(MeterRegistration meters) {
        this.meters = meters;
    }

    void count(LlmUsage usage) {
        String model = usage.model();
        boolean known = byModel.containsKey(model) || byModel.size() < MAX_MODELS;
        ModelMeters ofModel = byModel.computeIfAbsent(known ? model : OTHERS, this::register);
        ofModel.calls.increment(usage.calls());
        ofModel.promptTokens.increment(usage.promptTokens());
        ofModel.completionTokens.increment(usage.completionTokens());
    }

    private ModelMeters register(String model) {
        return new ModelMeters(
                counter(MeterNames.LLM_CALLS, "Calls of language models", model),
                counter(MeterNames.LLM_PROMPT_TOKENS, "Tokens that language models read", model),
                counter(
                        MeterNames.LLM_COMPLETION_TOKENS,
                        "Tokens that language models wrote",
                        model));
    }

    private Counter counter(String name, String description, String model) {
        return meters.register(
                meters.factory()
                        .counterBuilder(name)
                        .description(description)
                        .addTag(Tag.create(MeterNames.MODEL, model)));
    }

    private record ModelMeters(Counter calls, Counter promptTokens, Counter completionTokens) {}
}
