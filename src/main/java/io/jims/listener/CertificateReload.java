package io.jims.listener;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/// Gives a running listener the certificate anew when its files change, as they do every few weeks.
/// Files that make no sense, as while they are being written, change nothing. Open connections stay
/// as they are.
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

    /// On the thread of the watch only.
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

    /// Says so once, and not for each look at files that stay as they are.
    private void fail(Exception reason) {
        if (!failing) {
            LOGGER.log(Level.WARNING, "the last certificate is used on: {0}", reason.getMessage());
        }
        failing = true;
    }
}
