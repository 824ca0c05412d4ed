package io.jims.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the parts of the benchmark are given.
///
/// @param rounds how often each server has its turn; they alternate, so that a machine that grows
///   slower does so for both
/// @param flags of the servers' JVMs, the same for all
/// @param directory on the disk that is to be measured
record Bench(int rounds, List<String> flags, Path directory) {
    Bench {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be positive: " + rounds);
        }
        flags = List.copyOf(flags);
    }

    /// Starts a server whose files are of its own.
    ///
    /// @param name of its directory
    ServerProcess start(ServerKind kind, String name) throws IOException, InterruptedException {
        return ServerProcess.start(kind, flags, directory.resolve(name));
    }

    /// Starts a server and lets its JVM compile what the load needs.
    ServerProcess startWarm(ServerKind kind, String name) throws IOException, InterruptedException {
        ServerProcess server = start(kind, name);
        try {
            LoadClient.run(kind, server.port(), 100, Duration.ofSeconds(4), Duration.ofSeconds(1));
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Tells the person who waits what is going on.
    void say(String progress) {
        System.err.println("bench: " + progress);
    }
}
