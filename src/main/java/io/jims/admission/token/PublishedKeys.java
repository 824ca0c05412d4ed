package io.jims.admission.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Keys that are published somewhere, and change now and then. They are read again once they are
/// old, and when a token names one that is not among them; where that fails, the last ones stay.
/// Safe for all threads.
final class PublishedKeys implements TokenSignatures {
    private static final Logger LOGGER = System.getLogger(PublishedKeys.class.getName());

    /// How often unknown keys may make us read again: anybody can name one.
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    private final KeyPlace place;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile KeySet current = new KeySet(List.of());
    private volatile Instant readAt = Instant.MIN;
    private Instant soughtAt = Instant.MIN;

    /// Reads the keys for the first time.
    ///
    /// @param maxAge how old they may grow
    PublishedKeys(KeyPlace place, Duration maxAge, InstantSource clock) {
        this.place = place;
        this.maxAge = maxAge;
        this.clock = clock;
        renewIfOld();
    }

    @Override
    public boolean vouchFor(SignedJWT token) {
        renewIfOld();
        KeySet known = current;
        return signed(known, token)
                || (!knows(known, token.getHeader()) && signed(seek(known), token));
    }

    private static boolean signed(KeySet keys, SignedJWT token) {
        return keys.keys().stream().anyMatch(key -> key.signed(token));
    }

    /// A token that names no key may always be signed with a new one.
    private static boolean knows(KeySet keys, JWSHeader header) {
        String id = header.getKeyID();
        return id != null && keys.keys().stream().anyMatch(key -> id.equals(key.id()));
    }

    /// One thread reads; the others go on with what there is.
    private void renewIfOld() {
        if (isOld() && reading.tryLock()) {
            try {
                if (isOld()) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
    }

    private boolean isOld() {
        return !clock.instant().isBefore(readAt.plus(maxAge));
    }

    /// The keys as they are now, unless they were sought a moment ago.
    private KeySet seek(KeySet known) {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (current.equals(known) && !now.isBefore(soughtAt.plus(MIN_INTERVAL))) {
                soughtAt = now;
                read();
            }
            return current;
        } finally {
            reading.unlock();
        }
    }

    private void read() {
        try {
            current = KeySet.parse(place.read());
            readAt = clock.instant();
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "--auth-jwks: the last keys stay: {0}", e.getMessage());
            readAt = clock.instant().minus(maxAge).plus(MIN_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
