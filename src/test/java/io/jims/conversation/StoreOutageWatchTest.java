package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.conversation.work.Workers;
import io.jims.store.StoreException;
import io.jims.store.ThreadStore;
import io.jims.testing.Await;
import io.jims.testing.CapturedLog;
import io.jims.testing.Defect;
import io.jims.testing.InMemoryThreadStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreOutageWatchTest {
    @Test
    void watch_afterADefect_seesTheStoresReturn() throws Exception {
        Defect<ThreadStore> store =
                new Defect<>(ThreadStore.class, new InMemoryThreadStore(), "check");
        try (CapturedLog log = new CapturedLog(StoreOutage.class)) {
            StoreOutage outage = new StoreOutage(store.part(), new Workers(), Duration.ofMillis(5));
            outage.met(new StoreException("told to fail"));
            store.await();

            Await.until("the return is told", () -> log.lines().size() == 2);

            assertThat(log.lines().getLast()).contains("read and saved again; 1 requests failed");
        }
    }
}
