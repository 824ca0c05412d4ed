package io.jims.widget.session;

import io.jims.admission.token.Identity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells when a visitor's token runs out while its socket is open. Used by one thread at a time.
final class Expiry {
    private final Runnable whenExpired;
    private @Nullable Thread alarm;

    /// @param whenExpired called on a thread of its own; must not block
    Expiry(Runnable whenExpired) {
        this.whenExpired = whenExpired;
    }

    /// Watches this identity, and no other one that was given before.
    ///
    /// @param identity null for none
    void watch(@Nullable Identity identity) {
        if (alarm != null) {
            alarm.interrupt();
            alarm = null;
        }
        if (identity != null) {
            alarm = Thread.startVirtualThread(() -> await(identity.expires()));
        }
    }

    private void await(Instant end) {
        try {
            Thread.sleep(Duration.between(Instant.now(), end));
            whenExpired.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody waits for it any more
        }
    }
}
