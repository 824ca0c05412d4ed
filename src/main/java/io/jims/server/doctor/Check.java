package io.jims.server.doctor;

import io.jims.server.Failures;
import io.jims.server.SettingException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// One check, with a time limit.
///
/// @param name for the operator
/// @param look performs it; an exception is a failure, reported by its message
/// @param patience its time limit
record Check(String name, Callable<Finding> look, Duration patience) {
    private static final Duration USUAL = Duration.ofSeconds(15);

    Check(String name, Callable<Finding> look) {
        this(name, look, USUAL);
    }

    /// Runs it. A check that exceeds its time limit is interrupted and abandoned.
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
