package io.jims.store.commit;

import io.jims.observe.StoreObserver;
import io.jims.store.StoreException;
import io.jims.store.sql.EncodedChange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes whose transaction has ended, with what became of each.
///
/// @param refusals why the rows of each were not stored, or null where they are; empty if all are
/// @param begun when the transaction was, as [System#nanoTime] has it
public record CommittedBatch(
        List<PendingWrite> writes,
        List<@Nullable StoreException> refusals,
        long begun,
        StoreObserver observer) {
    /// Tells the callers and the observer.
    ///
    /// @param failure what kept the transaction from the disk, or null if it is there
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

    /// The last change that has events and was not refused.
    public Optional<EncodedChange> lastWithEvents() {
        for (int i = writes.size() - 1; i >= 0; i--) {
            EncodedChange change = writes.get(i).change();
            if (!change.events().isEmpty() && (refusals.isEmpty() || refusals.get(i) == null)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    /// A defect of whoever observes must not end the thread that acknowledges.
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
