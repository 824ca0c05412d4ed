package io.jims.testing;

import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Streams `Hel`, and `lo` when the test lets it.
public final class HeldStream implements Pipeline {
    private static final int LIMIT_SECONDS = 20;

    private final CountDownLatch streamed = new CountDownLatch(1);
    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public void run(ThreadContext context) throws InterruptedException {
        runs.incrementAndGet();
        context.stream("Hel");
        streamed.countDown();
        permits.acquire();
        context.stream("lo");
    }

    /// Waits for the first piece of the first run.
    public void awaitStreamed() throws InterruptedException {
        if (!streamed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was streamed");
        }
    }

    /// Lets so many runs end.
    public void release(int count) {
        permits.release(count);
    }

    /// How many runs have begun.
    public int runs() {
        return runs.get();
    }
}
