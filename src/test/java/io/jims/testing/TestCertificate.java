package io.jims.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.listener.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of 127.0.0.1 that its owner signed, made by the JDK's own tool.
public final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /// A new one.
    ///
    /// @param algorithm RSA or EC
    /// @param directory for a file of its own
    public static TestCertificate make(String algorithm, Path directory) throws Exception {
        Path file = directory.resolve("made-" + System.nanoTime() + ".p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=chat",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        if (tool.waitFor() != 0) {
            throw new AssertionError(said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(store);
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate("server");
    }

    /// Writes both files, replacing those that are there.
    public TlsFiles writeTo(Path directory) throws IOException, GeneralSecurityException {
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        Files.writeString(key, pem("PRIVATE KEY", key().getEncoded()));
        Files.writeString(certificate, pem("CERTIFICATE", certificate().getEncoded()));
        return new TlsFiles(certificate, key);
    }

    /// What clients need that trust these certificates.
    public static SSLContext trusting(List<TestCertificate> trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        for (TestCertificate one : trusted) {
            Certificate certificate = one.certificate();
            anchors.setCertificateEntry("c" + anchors.size(), certificate);
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private Key key() throws GeneralSecurityException {
        return store.getKey("server", PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
