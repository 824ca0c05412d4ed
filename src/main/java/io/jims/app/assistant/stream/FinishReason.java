package io.jims.app.assistant.stream;

import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import io.jims.app.assistant.wire.ProviderMessage;
import java.util.Locale;
import java.util.Set;

/// Why a model ended its answer. Providers and servers have different names for it; an unknown one
/// counts as a failure.
@SuppressWarnings("ImmutableEnumChecker") // its sets are unmodifiable
public enum FinishReason {
    WHOLE(
            Set.of(
                    "stop",
                    "end",
                    "eos",
                    "eos_token",
                    "end_turn",
                    "stop_sequence",
                    "complete",
                    "completed",
                    "tool_calls",
                    "tool_call",
                    "tool_use",
                    "function_call")),
    TOO_LONG(
            Set.of(
                    "length",
                    "max_tokens",
                    "max_output_tokens",
                    "model_length",
                    "model_context_window_exceeded")),
    REFUSED(
            Set.of(
                    "content_filter",
                    "content_filtered",
                    "refusal",
                    "sensitive",
                    "safety",
                    "image_safety",
                    "language",
                    "recitation",
                    "blocklist",
                    "prohibited_content",
                    "spii"));

    private final Set<String> reasons;

    FinishReason(Set<String> reasons) {
        this.reasons = reasons;
    }

    /// Reads `finish_reason`, `stop_reason` or `finishReason`.
    ///
    /// @throws ModelException if it means that the answer is not whole
    static FinishReason of(String reason) {
        String name = reason.strip().toLowerCase(Locale.ROOT);
        for (FinishReason finishReason : values()) {
            if (finishReason.reasons.contains(name)) {
                return finishReason;
            }
        }
        throw new ModelException(
                ModelFailure.BROKEN_OFF,
                "the provider ended the answer with" + ProviderMessage.of(reason));
    }
}
