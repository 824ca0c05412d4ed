package io.jims.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `thread_events`, in the database's encoding, without the thread's id.
///
/// @param domain written, never read: the Python JIMS leaves it null
/// @param name likewise
public record EventRow(
        String eventId,
        String createdAt,
        String type,
        @Nullable String domain,
        @Nullable String name,
        @Nullable String data) {
    private static final String UNKNOWN_TYPE = "unknown";
    private static final int REPLACEMENT = 0xFFFD;

    static EventRow of(ThreadEvent event) {
        return new EventRow(
                Uuid7.compact(event.id()),
                TimestampText.write(event.createdAt()),
                event.type(),
                event.domain(),
                event.name(),
                JsonText.write(event.data()));
    }

    /// The event; one whose data are damaged cannot be read.
    ///
    /// @throws IllegalArgumentException if they are
    public ThreadEvent toEvent() {
        return new ThreadEvent(
                readId(), TimestampText.read(createdAt), readType(), JsonText.read(data));
    }

    /// How many characters of JSON it has.
    int length() {
        return data == null ? 0 : data.length();
    }

    /// SQLAlchemy declares the column `UUID`; SQLite then converts the rare id that looks like a
    /// number to one. The number still identifies the row, and so does a substitute derived from
    /// it.
    private UUID readId() {
        return Uuid7.parse(eventId)
                .orElseGet(() -> UUID.nameUUIDFromBytes(eventId.getBytes(UTF_8)));
    }

    private static String replaceOdd(String text) {
        return text.codePoints()
                .map(character -> isOdd(character) ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isOdd(int character) {
        return character == 0
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    /// SQLite holds others neither to the column's length nor to whole characters.
    private String readType() {
        if (type.isBlank()) {
            return UNKNOWN_TYPE;
        }
        String cut =
                type.length() <= ThreadEvent.MAX_TYPE_LENGTH
                        ? type
                        : type.substring(0, ThreadEvent.MAX_TYPE_LENGTH);
        return cut.codePoints().anyMatch(EventRow::isOdd) ? replaceOdd(cut) : cut;
    }
}
