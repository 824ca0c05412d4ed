package io.jims.upload;

import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.testing.Await;
import io.jims.testing.Defect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UploadSweepTest {
    @TempDir private Path root;

    @Test
    void sweep_afterADefect_isTriedAgain() throws Exception {
        UploadDirectory directory = UploadDirectory.open(root);
        Path orphaned = folder(ThreadId.create());
        @SuppressWarnings("unchecked")
        Class<Predicate<ThreadId>> type = (Class<Predicate<ThreadId>>) (Class<?>) Predicate.class;
        Defect<Predicate<ThreadId>> known = new Defect<>(type, thread -> false, "test");
        Instant later = Instant.now().plus(UploadSweep.UNDER_WAY).plusSeconds(60);

        try (UploadSweep sweep =
                new UploadSweep(directory, known.part(), () -> later, Duration.ofMillis(5))) {
            sweep.start();
            known.await();

            Await.until("the orphaned files are gone", () -> !Files.exists(orphaned));
        }
    }

    private Path folder(ThreadId thread) throws Exception {
        Path folder = root.resolve("threads").resolve(Uuid7.compact(thread.value()));
        Files.createDirectories(folder.resolve(Uuid7.next().toString()));
        return folder;
    }
}
