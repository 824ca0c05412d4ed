package io.jims.server.doctor;

import io.jims.server.Failures;
import io.jims.server.SettingException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// One thing that is looked at, in bounded time.
///
/// @param name for the operator
/// @param look what it throws is a failure, told by its message
/// @param patience how long it may take
record Check(String name, Callable<Finding> look, Duration patience) {
    private static final Duration USUAL = Duration.ofSeconds(15);

    Check(String name, Callable<Finding> look) {
        this(name, look, USUAL);
    }

    /// Looks. A check that does not end is left behind, interrupted.
    Finding run() throws InterruptedException {
        AtomicReference<Finding> found =
                new AtomicReference<>(
                        Finding.fails("no result within " + patience.toSeconds() + " s"));
        Thread thread = Thread.ofVirtual().name("check " + name).start(() -> found.set(result()));
        if (!thread.join(patience)) {
            thread.interrupt();
        }
        return found.get();
    }

    private Finding result() {
        try {
            return look.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fails("interrupted");
        } catch (Exception | LinkageError e) { // an app may throw anything
            return Finding.fails(SettingException.inOneLine(Failures.describe(e)));
        }
    }
}
