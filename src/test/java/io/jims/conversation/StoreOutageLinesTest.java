package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.work.Workers;
import io.jims.store.ErasedThreadException;
import io.jims.store.RefusedRowsException;
import io.jims.store.StaleThreadException;
import io.jims.store.StoreException;
import io.jims.testing.CapturedLog;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the log says of a database that does not work for a while.
@Timeout(60)
class StoreOutageLinesTest {
    private final InMemoryThreadStore store = new InMemoryThreadStore();
    private final Workers workers = new Workers();
    private final StoreOutage outage = new StoreOutage(store, workers, Duration.ofMillis(20));

    @Test
    void outage_hasALineAtItsBegin_andOneAtItsEnd_thatCountsWhatFailed() throws Exception {
        try (CapturedLog log = new CapturedLog(StoreOutage.class)) {
            store.failing(true);
            outage.met(away());
            outage.met(away());
            outage.met(away());
            store.awaitRefusals(2);
            assertThat(begins(log)).hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("again"));

            store.failing(false);

            log.await("INFO conversations are read and saved again; 3 requests failed");
            outage.met(away());
            log.await("1 requests failed");
            assertThat(begins(log)).hasSize(2);
        }
    }

    @Test
    void refusalOfOneThread_isNoOutage() throws Exception {
        try (CapturedLog log = new CapturedLog(StoreOutage.class)) {
            outage.met(new RefusedRowsException("too large", new IllegalStateException("x")));
            outage.met(new StaleThreadException("version 2"));
            outage.met(new ErasedThreadException(new IllegalStateException("no such thread")));

            assertThat(begins(log)).isEmpty();
            log.await("The database refused to store something");
        }
    }

    @Test
    void store_worksAgain_onceItCanBeAsked() {
        assertThat(outage.works()).isTrue();
        store.failing(true);
        assertThat(outage.works()).isFalse();
        store.failing(false);
        assertThat(outage.works()).isTrue();
    }

    private static StoreException away() {
        return new StoreException("told to be away");
    }

    private static List<String> begins(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.contains("cannot be read or saved"))
                .toList();
    }
}
