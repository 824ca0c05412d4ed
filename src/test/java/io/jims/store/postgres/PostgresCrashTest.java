package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ThreadEvent;
import io.jims.core.ThreadId;
import io.jims.store.Samples;
import io.jims.store.StoreCrashContract;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCrashTest extends StoreCrashContract {
    private static final int CALLERS = 50;
    private static final int EVENTS_BEFORE_THE_CRASH = 2_000;

    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected String url() {
        return database.url();
    }

    /// Where the server's own setting lets it acknowledge what is in its memory only.
    @Test
    void serverCrash_losesNothingThatWasAcknowledged(@TempDir Path directory) throws Exception {
        try (PostgresServer server = PostgresServer.start(directory)) {
            PostgresServer.Database own = server.createDatabase();
            own.execute("ALTER DATABASE " + own.name() + " SET synchronous_commit = off");
            Map<UUID, List<ThreadEvent>> acknowledged = appendUntilCrash(server, own.url());

            server.startAgain();

            try (ThreadStore store = ThreadStores.open(own.url())) {
                acknowledged.forEach((thread, events) ->
                        assertThat(store.events(new ThreadId(thread), 1_000_000))
                                .containsAll(events));
            }
        }
    }

    private static Map<UUID, List<ThreadEvent>> appendUntilCrash(PostgresServer server, String url)
            throws Exception {
        Map<UUID, List<ThreadEvent>> acknowledged = new TreeMap<>();
        CountDownLatch crash = new CountDownLatch(EVENTS_BEFORE_THE_CRASH);
        AtomicInteger failed = new AtomicInteger();
        try (ThreadStore store = ThreadStores.open(url)) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                ThreadId id = ThreadId.create();
                List<ThreadEvent> events = new ArrayList<>();
                acknowledged.put(id.value(), events);
                callers.add(
                        Thread.startVirtualThread(() -> {
                            try {
                                while (true) {
                                    ThreadEvent event = Samples.event("before the crash");
                                    store.append(id, List.of(event));
                                    events.add(event);
                                    crash.countDown();
                                }
                            } catch (StoreException e) {
                                failed.incrementAndGet();
                            }
                        }));
            }
            crash.await();
            server.crash();
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(failed).hasValue(CALLERS);
        return acknowledged;
    }
}
