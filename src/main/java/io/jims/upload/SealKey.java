package io.jims.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts and authenticates values that clients send back (AES-256-GCM), with a key in the shared
/// directory: every replica can open what another one sealed. Safe for all threads.
final class SealKey {
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    private SealKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// Reads the key, or makes it: of several who do so at once one wins.
    static SealKey in(Path directory) throws IOException {
        Path file = directory.resolve("key");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            make(directory, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY) {
            throw new IOException(file + " is no key of " + KEY + " bytes: delete it");
        }
        return new SealKey(key);
    }

    /// A whole key appears under its name, or none.
    private static void make(Path directory, Path file) throws IOException {
        byte[] key = random(KEY);
        Path whole = file.resolveSibling("key." + UUID.randomUUID());
        try {
            try (FileChannel channel = Disk.create(whole)) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) { // another replica's counts
            return;
        } catch (UnsupportedOperationException e) { // no such links on this file system
            Files.move(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
        Disk.sync(directory);
    }

    /// @param purpose what it is good for; nothing else opens it
    String seal(String purpose, byte[] content) {
        byte[] nonce = random(NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, purpose, nonce, content).orElseThrow();
        return TEXT.encodeToString(
                ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    }

    /// What was sealed for this purpose; empty for everything else.
    Optional<byte[]> open(String purpose, String sealed) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed);
            if (all.length < NONCE) {
                return Optional.empty();
            }
            return run(
                    Cipher.DECRYPT_MODE,
                    purpose,
                    Arrays.copyOf(all, NONCE),
                    Arrays.copyOfRange(all, NONCE, all.length));
        } catch (IllegalArgumentException e) { // not even Base64
            return Optional.empty();
        }
    }

    private Optional<byte[]> run(int mode, String purpose, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(UTF_8));
            return Optional.of(cipher.doFinal(content));
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.ENCRYPT_MODE) {
                throw new IllegalStateException("every Java has AES", e);
            }
            return Optional.empty(); // not sealed by us, or for something else
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
