package io.jims.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port for a server that is started later, perhaps several times: below those that the system
/// gives to outgoing connections, one of which would have taken it meanwhile.
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int any() {
        IOException taken = new IOException("none was tried");
        for (int tries = 0; tries < TRIES; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(candidate)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new UncheckedIOException("no port is free", taken);
    }
}
