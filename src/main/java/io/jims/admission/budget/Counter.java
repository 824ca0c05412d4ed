package io.jims.admission.budget;

import java.util.UUID;

/// What is counted on each day.
///
/// @param id names it in the database, which is not told who a visitor is
public record Counter(UUID id) {
    /// Messages of all visitors.
    static final Counter MESSAGES = new Counter(Digest.of("messages"));

    /// Tokens of language models for all visitors.
    static final Counter TOKENS = new Counter(Digest.of("tokens"));

    static Counter messagesOf(String visitor) {
        return new Counter(Digest.of("messages of " + visitor));
    }

    static Counter tokensOf(String visitor) {
        return new Counter(Digest.of("tokens for " + visitor));
    }
}
