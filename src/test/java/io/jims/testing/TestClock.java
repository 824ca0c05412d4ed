package io.jims.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is moved.
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public TestClock(String now) {
        this.now = new AtomicReference<>(Instant.parse(now));
    }

    public void advance(Duration time) {
        now.updateAndGet(present -> present.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
