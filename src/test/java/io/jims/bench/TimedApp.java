package io.jims.bench;

import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.concurrent.ThreadLocalRandom;

/// The app whose pieces are timed: each is the moment at which it was streamed. It answers with one
/// of them, or with one a second where it is asked for many.
public final class TimedApp {
    static final String MANY = "many";
    static final int PIECES = 10;
    private static final int MILLIS_BETWEEN = 1_000;

    public static final Pipeline PIPELINE =
            context -> {
                if (context.lastUserMessage().orElse("").equals(MANY)) {
                    streamMany(context);
                } else {
                    context.stream(Long.toString(System.nanoTime()));
                    context.stream(" was the time");
                }
            };

    private TimedApp() {}

    /// Begins at any moment of the second, as the answers of many visitors do.
    private static void streamMany(ThreadContext context) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(MILLIS_BETWEEN));
        for (int i = 0; i < PIECES; i++) {
            context.stream(System.nanoTime() + " ");
            Thread.sleep(MILLIS_BETWEEN);
        }
    }
}
