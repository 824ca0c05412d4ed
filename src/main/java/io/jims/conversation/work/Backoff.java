package io.jims.conversation.work;

import java.time.Duration;

/// Pauses between attempts, each twice as long as the one before. Used by one thread.
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FIRST_OF_CLAIMS = Duration.ofMillis(20);
    private static final Duration LONGEST_OF_CLAIMS = Duration.ofMillis(500);

    private final Duration longest;
    private Duration next;

    /// Between attempts to use a store that fails.
    public Backoff() {
        this(FIRST, LONGEST);
    }

    private Backoff(Duration first, Duration longest) {
        this.next = first;
        this.longest = longest;
    }

    /// Between attempts to claim a thread that another server has.
    public static Backoff ofClaims() {
        return new Backoff(FIRST_OF_CLAIMS, LONGEST_OF_CLAIMS);
    }

    public void pause() throws InterruptedException {
        Thread.sleep(next());
    }

    /// How long to pause now.
    public Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }
}
