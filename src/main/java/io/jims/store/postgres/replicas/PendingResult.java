package io.jims.store.postgres.replicas;

import io.jims.store.StoreException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A result that one thread waits for and another one provides.
final class PendingResult<T> {
    private final CompletableFuture<T> value = new CompletableFuture<>();

    /// Returns false if nobody waits for it any more.
    boolean complete(T answer) {
        return value.complete(answer);
    }

    void fail(StoreException failure) {
        value.completeExceptionally(failure);
    }

    /// Waits for the answer; an interrupt ends that, and is restored.
    ///
    /// @throws StoreException if there will be none
    T await() {
        try {
            return value.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            StoreException gaveUp = new StoreException("interrupted while waiting for a claim", e);
            if (value.completeExceptionally(gaveUp) || value.isCompletedExceptionally()) {
                throw gaveUp;
            }
            return value.join();
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNull(e.getCause());
            throw new StoreException(String.valueOf(failure.getMessage()), failure);
        }
    }
}
