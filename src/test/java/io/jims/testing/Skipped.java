package io.jims.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Skips a test for what the machine lacks, so that nobody misses it.
public final class Skipped {
    private Skipped() {}

    /// Leaves a notice that `scripts/test` repeats at its end, since what Maven says of skipped
    /// tests is easily missed; then skips the test.
    ///
    /// @param tests which ones, in the notice's name
    public static void because(String tests, String message) {
        Path notice = Path.of("target", tests + "-tests-skipped");
        try {
            Files.createDirectories(notice.getParent());
            Files.writeString(notice, message + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Assumptions.abort(message);
    }
}
