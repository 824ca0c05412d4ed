package io.jims.store.commit;

import io.jims.observe.StoreObserver;
import io.jims.store.StoreException;
import io.jims.store.sql.EncodedChange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The writes of a completed transaction, with the outcome of each.
///
/// @param refusals why the rows of each write were rejected, or null if they are stored; empty if
///   all are stored
/// @param begun the `System.nanoTime` when the transaction began
public record CommittedBatch(
        List<PendingWrite> writes,
        List<@Nullable StoreException> refusals,
        long begun,
        StoreObserver observer) {
    /// Notifies the callers and the observer.
    ///
    /// @param failure why the transaction failed, or null if it is on disk
    public void settle(@Nullable StoreException failure) {
        int failed = failures(failure);
        if (failed > 0) {
            observe(() -> observer.onFailure(failed));
        }
        for (int i = 0; i < writes.size(); i++) {
            StoreException refusal = refusals.isEmpty() ? null : refusals.get(i);
            writes.get(i).settle(refusal == null ? failure : refusal);
        }
        if (failure == null) {
            Duration duration = Duration.ofNanos(System.nanoTime() - begun);
            observe(() -> observer.onCommit(writes.size(), duration));
        }
    }

    /// The last change with events that was stored.
    public Optional<EncodedChange> lastWithEvents() {
        for (int i = writes.size() - 1; i >= 0; i--) {
            EncodedChange change = writes.get(i).change();
            if (!change.events().isEmpty() && (refusals.isEmpty() || refusals.get(i) == null)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    /// A failing observer must not end the thread that acknowledges.
    private static void observe(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            System.getLogger(CommittedBatch.class.getName())
                    .log(System.Logger.Level.ERROR, "a commit was not counted", e);
        }
    }

    private int failures(@Nullable StoreException failure) {
        return failure == null
                ? Math.toIntExact(refusals.stream().filter(Objects::nonNull).count())
                : writes.size();
    }
}
