package io.jims.testing;

import io.jims.widget.Limits;
import java.time.Duration;

/// The default limits with one of them changed.
public final class TestLimits {
    private static final Limits BASE = Limits.DEFAULT;

    private TestLimits() {}

    public static Limits messageCharacters(int characters) {
        return limits(
                characters, BASE.sockets(), BASE.pingInterval(), BASE.writeTimeout(), BASE.drain());
    }

    public static Limits sockets(int sockets) {
        return limits(
                BASE.messageCharacters(),
                sockets,
                BASE.pingInterval(),
                BASE.writeTimeout(),
                BASE.drain());
    }

    public static Limits pingInterval(Duration interval) {
        return limits(
                BASE.messageCharacters(),
                BASE.sockets(),
                interval,
                BASE.writeTimeout(),
                BASE.drain());
    }

    public static Limits writeTimeout(Duration timeout) {
        return limits(
                BASE.messageCharacters(),
                BASE.sockets(),
                BASE.pingInterval(),
                timeout,
                BASE.drain());
    }

    public static Limits drain(Duration drain) {
        return limits(
                BASE.messageCharacters(),
                BASE.sockets(),
                BASE.pingInterval(),
                BASE.writeTimeout(),
                drain);
    }

    private static Limits limits(
            int characters, int sockets, Duration ping, Duration write, Duration drain) {
        return new Limits(
                characters, BASE.frameBytes(), BASE.waitingMessages(), sockets, ping, write, drain);
    }
}
