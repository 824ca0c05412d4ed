package io.jims.operator.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jims.core.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Sessions of browsers that signed in with the token, identified by a random key in a cookie. A
/// session ends 12 hours after it began, at sign-out, when 100 newer ones have begun, or with this
/// process. Safe for all threads.
public final class Sessions {
    static final Duration LIFETIME = Duration.ofHours(12);
    static final int MOST = 100;

    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    /// When each session ends, by the hash of its key; the oldest first.
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /// Begins a session.
    ///
    /// @return its key
    String begin() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        lock.lock();
        try {
            Instant now = clock.instant();
            ends.values().removeIf(end -> !end.isAfter(now));
            if (ends.size() == MOST) {
                ends.remove(ends.keySet().iterator().next());
            }
            ends.put(hash(key), now.plus(LIFETIME));
        } finally {
            lock.unlock();
        }
        return key;
    }

    /// Whether a session has this key.
    boolean isOpen(String key) {
        String hash = hash(key);
        lock.lock();
        try {
            Instant end = ends.get(hash);
            return end != null && end.isAfter(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    void end(String key) {
        lock.lock();
        try {
            ends.remove(hash(key));
        } finally {
            lock.unlock();
        }
    }

    /// The map is searched by the hash, so the time that takes reveals nothing about a key.
    private static String hash(String key) {
        return HexFormat.of().formatHex(Sha256.of(key.getBytes(US_ASCII)));
    }
}
