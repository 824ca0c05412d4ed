package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Public keys from a source that may change. They are reloaded when they are old, and when a token
/// names an unknown key; if that fails, the previous ones stay. Safe for all threads.
///
/// The library's own sources do not guarantee this: while its cache loads, all other threads wait;
/// if loading fails, it treats the old keys as fresh or fails as well; its rate limit lets two
/// requests through; and it does not look for a new key if a token names none.
final class PublishedKeys {
    private static final Logger LOGGER = System.getLogger(PublishedKeys.class.getName());

    /// The shortest time between two reloads for unknown keys, since anyone can name one.
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    private final KeySource source;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile KeySet current = new KeySet(List.of());
    private volatile Instant readAt = Instant.MIN;
    private Instant soughtAt = Instant.MIN;

    /// Failed loads since the last successful one.
    private int failures;

    /// Loads the keys for the first time.
    ///
    /// @param maxAge longest age of loaded keys
    PublishedKeys(KeySource source, Duration maxAge, InstantSource clock) {
        this.source = source;
        this.maxAge = maxAge;
        this.clock = clock;
        renewIfOld();
    }

    /// The claims of a token that one of these keys verifies. May block while keys are loaded.
    ///
    /// @throws BadJOSEException if it finds something that is not right
    /// @throws JOSEException if the signature cannot be checked
    JWTClaimsSet process(SignedJWT token, JWTProcessor<KeySet> processor)
            throws BadJOSEException, JOSEException {
        renewIfOld();
        KeySet known = current;
        try {
            return processor.process(token, known);
        } catch (BadJWTException e) {
            throw e; // well signed: it is the claims that are not right
        } catch (BadJOSEException e) {
            if (known.isNamed(token.getHeader())) {
                throw e;
            }
            return processor.process(token, seek(known));
        }
    }

    /// Reloads the keys; if that fails, the previous ones stay.
    void refresh() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    /// One thread loads; the others use the present keys meanwhile.
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

    /// The present keys, reloaded unless that was tried a moment ago.
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
            current = KeySet.parse(source.read());
            readAt = clock.instant();
            tellEndOfFailures();
        } catch (IOException | IllegalArgumentException e) {
            tellFailure(e);
            readAt = clock.instant().minus(maxAge).plus(MIN_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One line when failures begin and one when they end, since it is retried every ten seconds.
    private void tellFailure(Exception reason) {
        failures++;
        if (failures == 1) {
            LOGGER.log(
                    Level.WARNING,
                    "--auth-jwks: the last keys stay until new ones can be read: {0}",
                    reason.getMessage());
        }
    }

    private void tellEndOfFailures() {
        if (failures > 0) {
            LOGGER.log(
                    Level.INFO,
                    "--auth-jwks: keys are read again after {0} failures",
                    String.valueOf(failures));
            failures = 0;
        }
    }
}
