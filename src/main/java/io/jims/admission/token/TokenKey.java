package io.jims.admission.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key that tokens may be signed with. It says which algorithms it is for; what a token says has
/// no say in that, so that none is checked with an algorithm that its key is not meant for.
///
/// @param id its `kid`; null where it has none
record TokenKey(List<JWSAlgorithm> algorithms, @Nullable String id, JWSVerifier verifier) {
    /// Whether this key may be the one of the token.
    boolean fits(JWSHeader header) {
        return algorithms.contains(header.getAlgorithm())
                && (header.getKeyID() == null || id == null || id.equals(header.getKeyID()));
    }

    /// Whether it was this key that signed the token.
    boolean signed(SignedJWT token) {
        try {
            return fits(token.getHeader()) && token.verify(verifier);
        } catch (JOSEException e) { // the signature has no form of that algorithm
            return false;
        }
    }
}
