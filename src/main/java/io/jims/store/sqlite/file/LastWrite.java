package io.jims.store.sqlite.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The last acknowledged event, by the ids in the tables. SQLite silently accepts a log that is
/// missing or truncated; this detects it.
///
/// @param thread 32 hex characters, as is the event
public record LastWrite(String thread, String event) {
    private static final int ID = 32;

    private static final String FIND =
            """
            SELECT EXISTS (SELECT 1 FROM thread_events WHERE thread_id = ?1 AND event_id = ?2)
                OR EXISTS (SELECT 1 FROM jims_widget_erased WHERE thread_id = ?1)
            """;

    static Optional<LastWrite> read(ByteBuffer kept) {
        String ids = US_ASCII.decode(kept).toString();
        return ids.length() == 2 * ID
                ? Optional.of(new LastWrite(ids.substring(0, ID), ids.substring(ID)))
                : Optional.empty();
    }

    ByteBuffer write() {
        return US_ASCII.encode(thread + event);
    }

    /// Whether the database has it, or had it until its thread was erased.
    public boolean isIn(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, thread);
            query.setString(2, event);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
