package io.jims.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.store.StoreException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The database ids of counters, derived from contacts and addresses with a secret of that
/// database: an unkeyed hash of a contact's id could be reversed by trying. Ids with the same first
/// half have the same first half here. Safe for all threads.
public final class KeyedIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET = "SELECT value FROM jims_widget_secret";

    private final Reader reader;
    private final StoreErrors errors;
    private volatile @Nullable SecretKeySpec key;

    /// @param reader asked once, when the first id is needed
    public KeyedIds(Reader reader, StoreErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    /// The same for the same id, in every process on this database.
    ///
    /// @throws StoreException if the secret cannot be read
    public UUID of(UUID id) {
        return new UUID(
                keyed(id.getMostSignificantBits()),
                keyed(id.getMostSignificantBits(), id.getLeastSignificantBits()));
    }

    /// The first of all ids that begin as that of this one does.
    UUID firstLike(UUID id) {
        return new UUID(keyed(id.getMostSignificantBits()), 0);
    }

    /// The last of them.
    UUID lastLike(UUID id) {
        return new UUID(keyed(id.getMostSignificantBits()), -1);
    }

    private long keyed(long... plain) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            ByteBuffer bytes = ByteBuffer.allocate(plain.length * Long.BYTES);
            for (long part : plain) {
                bytes.putLong(part);
            }
            return ByteBuffer.wrap(mac.doFinal(bytes.array())).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec present = key;
        if (present == null) {
            present = read();
            key = present;
        }
        return present;
    }

    private SecretKeySpec read() {
        List<String> found =
                reader.read(
                        connection -> Queries.list(connection, SECRET, row -> row.getString(1)));
        if (found.size() != 1) {
            throw errors.explain("use", "the table jims_widget_secret must have one row");
        }
        return new SecretKeySpec(found.getFirst().getBytes(UTF_8), ALGORITHM);
    }
}
