package io.jims.widget.socket;

import io.jims.core.Span;
import io.jims.testing.Await;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketsTest {
    @Test
    void watch_survivesASocketWithADefect_andLooksAtTheOthers() throws Exception {
        CheckedSocket broken = new CheckedSocket(true);
        CheckedSocket whole = new CheckedSocket(false);
        try (Sockets sockets = new Sockets(2)) {
            sockets.add(broken);
            sockets.add(whole);

            Await.until(
                    "three looks at each",
                    () -> broken.checks.get() >= 3 && whole.checks.get() >= 3);
        }
    }

    private static final class CheckedSocket implements WatchedSocket {
        private final AtomicInteger checks = new AtomicInteger();
        private final boolean defective;

        CheckedSocket(boolean defective) {
            this.defective = defective;
        }

        @Override
        public void check(long now) {
            checks.incrementAndGet();
            if (defective) {
                throw new IllegalStateException("told to have a defect");
            }
        }

        @Override
        public Span trace() {
            return Span.NONE;
        }

        @Override
        public boolean send(String text) {
            return false;
        }

        @Override
        public void close(CloseCode code, String reason) {
            // there is nobody to tell
        }

        @Override
        public void abort() {
            // there is nothing to cut
        }
    }
}
