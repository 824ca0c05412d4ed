package io.jims.store.sql.index;

import io.jims.core.EventTypes;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import io.jims.store.sql.EventRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/// An event that is not indexed yet.
///
/// @param threadId in the database's encoding
/// @param row in the database's encoding
public record NewEvent(String threadId, EventRow row) {
    private static final UUID NONE = new UUID(0, 0);

    /// Reads thread, event, time, type and data.
    public static NewEvent read(ResultSet row) throws SQLException {
        return new NewEvent(
                row.getString(1),
                new EventRow(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        null,
                        null,
                        row.getString(5)));
    }

    public long createdAt() {
        return Micros.of(row.createdAt());
    }

    boolean isMessage() {
        return row.type().startsWith(EventTypes.COMMUNICATION);
    }

    /// Whether thread and event have uuids like all of ours. In a table made by the Python JIMS,
    /// SQLite converts the rare id that looks like a number to one.
    boolean hasIds() {
        return Uuid7.parse(threadId).isPresent() && Uuid7.parse(row.eventId()).isPresent();
    }

    /// The event; without data where those are damaged.
    ThreadEvent event() {
        try {
            return row.toEvent();
        } catch (IllegalArgumentException e) {
            return new ThreadEvent(NONE, Micros.toInstant(0), row.type(), Map.of());
        }
    }
}
