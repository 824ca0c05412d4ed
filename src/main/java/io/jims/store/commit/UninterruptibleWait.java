package io.jims.store.commit;

/// Waits that must not be cut short by an interrupt, because others depend on their end.
public final class UninterruptibleWait {
    private UninterruptibleWait() {}

    /// Repeats the wait until it returns true; an interrupt is restored afterwards.
    public static void until(Wait wait) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = wait.ended();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for a while, and returns whether the condition holds.
    @FunctionalInterface
    public interface Wait {
        boolean ended() throws InterruptedException;
    }
}
