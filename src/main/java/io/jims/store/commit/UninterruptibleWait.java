package io.jims.store.commit;

/// Waits that an interrupt must not cut short, because others depend on their end.
public final class UninterruptibleWait {
    private UninterruptibleWait() {}

    /// Waits until the wait says true; an interrupt is restored afterwards.
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

    /// Waits for a while and says whether what it waits for has come.
    @FunctionalInterface
    public interface Wait {
        boolean ended() throws InterruptedException;
    }
}
