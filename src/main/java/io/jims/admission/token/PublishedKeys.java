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

/// Keys that are published somewhere, and change now and then. They are read again once they are
/// old, and when a token names one that is not among them; where that fails, the last ones stay.
/// Safe for all threads.
///
/// The library's own sources of keys do not keep these promises: while its cache reads, all others
/// wait; where reading fails, it takes the last keys for fresh, or fails as well; its rate limit
/// lets two through; and it looks for no new key where a token names none.
final class PublishedKeys {
    private static final Logger LOGGER = System.getLogger(PublishedKeys.class.getName());

    /// How often unknown keys may make us read again: anybody can name one.
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    private final KeySource source;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile KeySet current = new KeySet(List.of());
    private volatile Instant readAt = Instant.MIN;
    private Instant soughtAt = Instant.MIN;

    /// Attempts to read that have failed since the last one that did not.
    private int failures;

    /// Reads the keys for the first time.
    ///
    /// @param maxAge how old they may grow
    PublishedKeys(KeySource source, Duration maxAge, InstantSource clock) {
        this.source = source;
        this.maxAge = maxAge;
        this.clock = clock;
        renewIfOld();
    }

    /// The claims of a token that the processor finds right with one of these keys. May block while
    /// they are read.
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

    /// Reads them anew; where that fails, the last ones stay.
    void refresh() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
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

    /// One line when it begins and one when it is over: it is tried every ten seconds.
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
