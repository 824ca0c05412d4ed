package io.jims.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatThread;
import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.core.Uuid7;
import io.jims.store.archive.ArchiveTotals;
import io.jims.store.archive.ThreadArchive;
import io.jims.store.connect.ThreadStores;
import io.jims.store.sql.SqlThreadStore;
import io.jims.testing.Await;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir private Path directory;

    @Test
    void start_deletesWhatIsOlder_andNothingElse() throws Exception {
        try (SqlThreadStore store =
                ThreadStores.open("sqlite:///" + directory.resolve("chats.db"))) {
            create(store, "old", Duration.ofDays(8));
            create(store, "recent", Duration.ofDays(6));

            try (Retention _ = new Retention(store, Duration.ofDays(7))) {
                Await.until(
                        "the old one is gone", () -> store.count("old").equals(ArchiveTotals.NONE));
            }

            assertThat(store.count("recent")).isEqualTo(new ArchiveTotals(1, 1));
        }
    }

    /// One step of the archive has a defect, and later ones have none.
    @Test
    void sweepThatFails_withADefect_isTriedAgain() throws Exception {
        try (SqlThreadStore store =
                ThreadStores.open("sqlite:///" + directory.resolve("chats.db"))) {
            create(store, "old", Duration.ofDays(8));
            AtomicInteger sweeps = new AtomicInteger();
            ThreadArchive failing = failingAtFirst(store, sweeps);

            try (Retention _ = new Retention(failing, Duration.ofDays(7), Duration.ofMillis(5))) {
                Await.until(
                        "the old one is gone", () -> store.count("old").equals(ArchiveTotals.NONE));
            }

            assertThat(sweeps).hasValueGreaterThan(1);
        }
    }

    private static ThreadArchive failingAtFirst(ThreadArchive archive, AtomicInteger sweeps) {
        return (ThreadArchive)
                Proxy.newProxyInstance(
                        RetentionTest.class.getClassLoader(),
                        new Class<?>[] {ThreadArchive.class},
                        (_, method, arguments) -> {
                            if (sweeps.incrementAndGet() == 1) {
                                throw new IllegalStateException("a defect");
                            }
                            return method.invoke(archive, arguments);
                        });
    }

    private static void create(SqlThreadStore store, String contact, Duration age) {
        Instant then = Instant.now().minus(age);
        store.create(
                new ChatThread(ThreadId.create(), contact, null, then, Map.of()),
                List.of(new ThreadEvent(Uuid7.next(), then, "comm.user_message", Map.of())));
    }
}
