package io.jims.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// A visitor's permission to upload files, sent with the welcome.
///
/// @param contact the visitor's id
/// @param proven whether a token proves the contact; otherwise the client may claim to be anyone
/// @param expires in whole seconds
public record Ticket(String contact, boolean proven, Instant expires) {
    private static final String PURPOSE = "ticket";

    /// Names the owner of a file without telling who that is.
    String owner() {
        return Sha256.uuid("owner " + contact).toString();
    }

    static String ownerOf(String contact) {
        return new Ticket(contact, false, Instant.EPOCH).owner();
    }

    String sealed(SealKey key) {
        byte[] name = contact.getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 1 + name.length);
        bytes.putLong(expires.getEpochSecond()).put((byte) (proven ? 1 : 0)).put(name);
        return key.seal(PURPOSE, bytes.array());
    }

    /// Empty where it was not made by us, or has expired.
    static Optional<Ticket> open(SealKey key, String sealed, Instant now) {
        return key.open(PURPOSE, sealed)
                .map(bytes -> {
                    ByteBuffer content = ByteBuffer.wrap(bytes);
                    Instant expires = Instant.ofEpochSecond(content.getLong());
                    boolean proven = content.get() == 1;
                    return new Ticket(UTF_8.decode(content).toString(), proven, expires);
                })
                .filter(ticket -> ticket.expires.isAfter(now));
    }
}
