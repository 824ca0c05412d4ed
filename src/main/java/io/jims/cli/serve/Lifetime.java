package io.jims.cli.serve;

import io.jims.server.Wiring;

/// How long the server runs.
@FunctionalInterface
public interface Lifetime {
    /// Returns when the server shall end, or has ended.
    void hold(Wiring running) throws InterruptedException;
}
