package io.jims.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The hash that names content, and stands for what must not be told.
public final class Sha256 {
    /// Never fed itself: looking for an implementation costs more than hashing a short text.
    private static final MessageDigest UNFED = unfed();

    private Sha256() {}

    /// 32 bytes, the same for the same content in every process.
    public static byte[] of(byte[] content) {
        try {
            return ((MessageDigest) UNFED.clone()).digest(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
        }
    }

    /// Half of the hash of a text: what a database keeps in place of who or where a visitor is.
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
