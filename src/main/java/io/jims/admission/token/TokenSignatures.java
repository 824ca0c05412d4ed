package io.jims.admission.token;

import com.nimbusds.jwt.SignedJWT;

/// Knows who may sign tokens. Safe for all threads; may block while keys are read.
interface TokenSignatures {
    /// Whether the token was signed by someone who may.
    boolean vouchFor(SignedJWT token);
}
