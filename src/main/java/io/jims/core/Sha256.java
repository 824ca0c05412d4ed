package io.jims.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// SHA-256, for content names and for ids that must stay secret.
public final class Sha256 {
    /// Never fed itself: looking for an implementation costs more than hashing a short text.
    private static final MessageDigest UNFED = unfed();

    private Sha256() {}

    /// The hash of the content: 32 bytes.
    public static byte[] of(byte[] content) {
        try {
            return ((MessageDigest) UNFED.clone()).digest(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
        }
    }

    /// The first half of the hash of a text: stored in place of a visitor's id or address.
    public static UUID uuid(String text) {
        ByteBuffer hash = ByteBuffer.wrap(of(text.getBytes(UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static MessageDigest unfed() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
