package io.jims.listener;

import io.jims.testing.Await;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {
    @Test
    void watch_survivesAConnectionWithADefect_andLooksAtTheOthers() throws Exception {
        Silent broken = new Silent(true);
        Silent whole = new Silent(false);
        try (ConnectionWatch _ = new ConnectionWatch(Set.of(broken, whole), Duration.ofHours(1))) {
            Await.until("two looks at each", () -> broken.cuts.get() >= 2 && whole.cuts.get() >= 2);
        }
    }

    private static final class Silent implements ConnectionWatch.Watched {
        private final AtomicInteger cuts = new AtomicInteger();
        private final boolean defective;

        Silent(boolean defective) {
            this.defective = defective;
        }

        @Override
        public boolean isOverdue(long now, Duration idleTimeout) {
            return true;
        }

        @Override
        public void cut() {
            cuts.incrementAndGet();
            if (defective) {
                throw new IllegalStateException("told to have a defect");
            }
        }
    }
}
