package io.jims.core;

/// What calls of one language model used up.
///
/// @param model as the provider calls it
/// @param promptTokens what the model read, the cached ones among them
/// @param completionTokens what the model wrote
/// @param cachedTokens how many of the prompt's tokens the provider had in its cache
/// @param calls how many calls this is the sum of
public record LlmUsage(
        String model, long promptTokens, long completionTokens, long cachedTokens, long calls) {
    public LlmUsage {
        if (model.isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
        if (Math.min(Math.min(promptTokens, completionTokens), Math.min(cachedTokens, calls)) < 0) {
            throw new IllegalArgumentException("no count of a model's use is below 0");
        }
    }

    /// One call.
    public LlmUsage(String model, long promptTokens, long completionTokens) {
        this(model, promptTokens, completionTokens, 0, 1);
    }

    /// All that was read and written.
    public long tokens() {
        return promptTokens + completionTokens;
    }

    /// The sum of both; the model is this one's.
    public LlmUsage plus(LlmUsage other) {
        return new LlmUsage(
                model,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cachedTokens + other.cachedTokens,
                calls + other.calls);
    }
}
