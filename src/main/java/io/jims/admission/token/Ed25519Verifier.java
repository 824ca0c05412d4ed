package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/// Verifies EdDSA signatures (RFC 8037) with the JDK; the library's own verifier needs another
/// library. Safe for all threads.
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {
    private static final String ALGORITHM = "Ed25519";

    /// The bytes before the 32 of a key in its X.509 form (RFC 8410, section 4).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    private final PublicKey key;

    Ed25519Verifier(PublicKey key) {
        super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
        this.key = key;
    }

    /// @throws JOSEException if it is no Ed25519 key
    static PublicKey publicKey(OctetKeyPair pair) throws JOSEException {
        byte[] point = pair.getDecodedX();
        if (point.length != KEY_BYTES) {
            throw new JOSEException("an Ed25519 key has " + KEY_BYTES + " bytes");
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(X509_PREFIX);
        encoded.writeBytes(point);
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("not an Ed25519 key", e);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
            throws JOSEException {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature.decode());
        } catch (SignatureException e) { // not 64 bytes, or no point of the curve
            return false;
        } catch (GeneralSecurityException e) {
            throw new JOSEException("every JDK has Ed25519", e);
        }
    }
}
