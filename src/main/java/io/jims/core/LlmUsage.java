package io.jims.core;

/// The usage of one language model, in one call or several.
///
/// @param model as the provider calls it
/// @param promptTokens input, cached tokens included
/// @param completionTokens output
/// @param cachedTokens part of the input that the provider had in its cache
/// @param calls number of calls that this is the sum of
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

    /// Input and output together.
    public long tokens() {
        return promptTokens + completionTokens;
    }

    /// The sum of both, with the name of this model.
    public LlmUsage plus(LlmUsage other) {
        return new LlmUsage(
                model,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cachedTokens + other.cachedTokens,
                calls + other.calls);
    }
}
