package io.jims.upload;

import io.jims.core.ThreadId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The capability in a file's URL: whoever has the URL may read this file until it expires, and
/// learns nothing about its thread.
///
/// @param expires in whole seconds
record FileAddress(ThreadId thread, UUID file, Instant expires) {
    private static final String PURPOSE = "file";
    private static final int BYTES = 5 * Long.BYTES;

    String sealed(SealKey key) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        put(bytes, thread.value());
        put(bytes, file);
        return key.seal(PURPOSE, bytes.putLong(expires.getEpochSecond()).array());
    }

    /// Empty where it was not made by us, or has expired.
    static Optional<FileAddress> open(SealKey key, String sealed, Instant now) {
        return key.open(PURPOSE, sealed)
                .map(ByteBuffer::wrap)
                .map(bytes ->
                        new FileAddress(
                                new ThreadId(uuid(bytes)),
                                uuid(bytes),
                                Instant.ofEpochSecond(bytes.getLong())))
                .filter(address -> address.expires.isAfter(now));
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
