package io.jims.listener;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/// Reloads the certificate of a running listener when its files change, as they do every few weeks.
/// Invalid files, such as half-written ones, are ignored. Open connections keep their certificate.
public final class CertificateReload implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(CertificateReload.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TlsFiles files;
    private final Consumer<Tls> user;
    private final Duration interval;
    private final Thread watch;
    private int seen; // nothing at first, so that no change since the start is missed
    private boolean failing;

    public CertificateReload(TlsFiles files, Consumer<Tls> user) {
        this(files, user, INTERVAL);
    }

    CertificateReload(TlsFiles files, Consumer<Tls> user, Duration interval) {
        this.files = files;
        this.user = user;
        this.interval = interval;
        this.watch = Thread.ofVirtual().name("certificate watch").start(this::watch);
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Runs on the watch's thread only.
    void look() {
        try {
            int now = files.fingerprint();
            if (now != seen) {
                seen = now;
                user.accept(files.tls());
                LOGGER.log(
                        failing ? Level.INFO : Level.DEBUG,
                        "the certificate in {0} is used",
                        files.certificate());
                failing = false;
            }
        } catch (IOException e) {
            seen = 0; // the same content may come back
            fail(e);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /// Logs once, and not at each check of unchanged files.
    private void fail(Exception reason) {
        if (!failing) {
            LOGGER.log(Level.WARNING, "the last certificate is used on: {0}", reason.getMessage());
        }
        failing = true;
    }
}
