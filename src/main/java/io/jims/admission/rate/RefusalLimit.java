package io.jims.admission.rate;

import io.jims.core.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Slows down a client that keeps sending what is refused, and decides when to disconnect it.
/// Meanwhile its frames wait in the network, not in our memory. Safe for all threads.
public final class RefusalLimit {
    /// The delay of the next frame after a refused one.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// One refusal in this time is forgiven.
    private static final long FORGIVEN_NANOS = Duration.ofSeconds(1).toNanos();

    private final int max;
    private final AtomicLong forgivenAt = new AtomicLong(System.nanoTime());
    private volatile boolean refused;

    /// @param max refusals that are not forgiven yet (`--max-refusals`); 0 is no limit
    public RefusalLimit(int max) {
        this.max = max;
    }

    /// Takes note of a message that was refused for this reason: the next one has to wait. It
    /// counts only where the client could have helped it.
    ///
    /// @return whether there were too many, so that the client must be disconnected
    public boolean isExceededBy(ErrorCode reason) {
        refused = true;
        return reason.fault() == ErrorCode.Fault.VISITOR && isOneTooMany();
    }

    private boolean isOneTooMany() {
        long now = System.nanoTime();
        long next = forgivenAt.updateAndGet(at -> (at - now > 0 ? at : now) + FORGIVEN_NANOS);
        return max > 0 && next - now > max * FORGIVEN_NANOS;
    }

    /// Delays the connection's own thread before it reads on, if a message was refused.
    public void pause() {
        if (refused) {
            refused = false;
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
