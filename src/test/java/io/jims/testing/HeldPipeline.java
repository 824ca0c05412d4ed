package io.jims.testing;

import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Answers `Echo: <text>`, but not before the test lets it.
public final class HeldPipeline implements Pipeline {
    private static final int LIMIT_SECONDS = 20;

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(0);

    @Override
    public void run(ThreadContext context) throws InterruptedException {
        String text = context.lastUserMessage().orElseThrow();
        begun.add(text);
        permits.acquire();
        context.sendMessage("Echo: " + text);
    }

    /// Waits for the next run to begin.
    ///
    /// @return what it answers
    public String awaitBegun() throws InterruptedException {
        String text = begun.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no run began");
        }
        return text;
    }

    /// Lets so many runs end.
    public void release(int runs) {
        permits.release(runs);
    }
}
