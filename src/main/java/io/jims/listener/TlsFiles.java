package io.jims.listener;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/// The server's certificate and its key (`--tls-cert`, `--tls-key`), both PEM.
///
/// @param certificate followed by those of its issuers
/// @param key not encrypted
public record TlsFiles(Path certificate, Path key) {
    private static final byte[] SAMPLE = {1, 2, 3};

    /// Returns if the server can start with these files.
    ///
    /// @throws IllegalArgumentException saying which file is wrong, and how
    public void check() {
        tls();
    }

    /// Loads the files.
    ///
    /// @throws IllegalArgumentException saying which file is wrong, and how
    public Tls tls() {
        Keys keys = keys();
        PrivateKey secret = keys.privateKey().orElseThrow(() -> noneIn(key, "private key"));
        if (keys.certChain().isEmpty()) {
            throw noneIn(certificate, "certificate");
        }
        if (!belong(secret, keys.certChain().getFirst().getPublicKey())) {
            throw new IllegalArgumentException(
                    "the key in " + key + " is not that of the certificate in " + certificate);
        }
        return Tls.builder().privateKey(secret).privateKeyCertChain(keys.certChain()).build();
    }

    /// A fingerprint that changes with the content of the files.
    ///
    /// @throws IOException if one cannot be read
    int fingerprint() throws IOException {
        return 31 * Arrays.hashCode(Files.readAllBytes(certificate))
                + Arrays.hashCode(Files.readAllBytes(key));
    }

    private Keys keys() {
        for (Path file : new Path[] {certificate, key}) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new IllegalArgumentException(file + " is no file that can be read");
            }
        }
        try {
            return Keys.builder()
                    .pem(pem ->
                            pem.certChain(Resource.create(certificate)).key(Resource.create(key)))
                    .build();
        } catch (RuntimeException e) { // of many kinds, whose messages are about single bytes
            throw new IllegalArgumentException(
                    certificate
                            + " and "
                            + key
                            + " are no PEM files of a certificate and an unencrypted key",
                    e);
        }
    }

    private static IllegalArgumentException noneIn(Path file, String what) {
        return new IllegalArgumentException("there is no " + what + " in " + file);
    }

    private static boolean belong(PrivateKey secret, PublicKey known) {
        String algorithm =
                switch (known.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> known.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) { // a key of another kind
            return false;
        }
    }
}
