package io.jims.store.postgres.replicas;

import io.jims.core.ThreadId;
import io.jims.store.Replicas.Claim;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A request to the session that holds the claims.
sealed interface ClaimRequest {
    /// To claim a thread.
    record Take(ThreadId thread, PendingResult<Optional<Claim>> answer) implements ClaimRequest {
        Take(ThreadId thread) {
            this(thread, new PendingResult<>());
        }
    }

    /// Asks which of the threads nobody has claimed.
    record Probe(List<ThreadId> threads, PendingResult<Set<ThreadId>> answer)
            implements ClaimRequest {
        Probe(List<ThreadId> threads) {
            this(threads, new PendingResult<>());
        }
    }

    /// Releases a claim; nobody waits for that.
    record Release(ThreadId thread) implements ClaimRequest {}
}
