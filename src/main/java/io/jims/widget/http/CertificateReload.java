package io.jims.widget.http;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Gives a running server the certificate anew when its files change, as they do every few weeks.
/// Files that make no sense, as while they are being written, change nothing. Open connections stay
/// as they are.
public final class CertificateReload implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(CertificateReload.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TlsFiles files;
    private final WebServer server;
    private final Thread watch;
    private int seen; // nothing at first, so that no change since the start is missed

    public CertificateReload(TlsFiles files, WebServer server) {
        this.files = files;
        this.server = server;
        this.watch = Thread.ofVirtual().name("certificate watch").start(this::watch);
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void look() {
        try {
            int now = files.fingerprint();
            if (now != seen) {
                seen = now;
                server.reloadTls(files.tls());
                LOGGER.log(Level.DEBUG, "the certificate in {0} is used", files.certificate());
            }
        } catch (IOException | RuntimeException e) { // the last one still does
            LOGGER.log(Level.WARNING, "the last certificate is used on: {0}", e.getMessage());
        }
    }
}
