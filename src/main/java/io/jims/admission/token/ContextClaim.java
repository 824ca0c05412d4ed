package io.jims.admission.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jims.core.JsonBounds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The claim `ctx`: what the signer tells the app about a visitor.
final class ContextClaim {
    static final String CLAIM = "ctx";

    private ContextClaim() {}

    /// @param claim null if the token has none
    /// @throws IllegalArgumentException if it is no object, or too large
    static Map<String, @Nullable Object> of(@Nullable Object claim) {
        if (claim == null) {
            return Map.of();
        }
        if (!(claim instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("its " + CLAIM + " is no object");
        }
        @SuppressWarnings("unchecked") // of JSON
        Map<String, @Nullable Object> facts = (Map<String, @Nullable Object>) object;
        return JsonBounds.CONTEXT.require(
                "its " + CLAIM, facts, JSONObjectUtils.toJSONString(facts));
    }
}
