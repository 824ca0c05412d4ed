package io.jims.store.sql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/// Points in time as SQLAlchemy keeps them on SQLite: `YYYY-MM-DD HH:MM:SS.ffffff`, in UTC.
public final class TimestampText {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_YEAR = 9_999;

    /// What others wrote may lack the fraction, as `CURRENT_TIMESTAMP` does.
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral(' ')
                    .appendPattern("HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter();

    private TimestampText() {}

    /// The time as SQLAlchemy writes it.
    ///
    /// @throws IllegalArgumentException outside the years 0 to 9999
    public static String write(Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > MAX_YEAR) {
            throw new IllegalArgumentException("the year must be 0 to 9999: " + instant);
        }
        char[] text = "0000-00-00 00:00:00.000000".toCharArray();
        put(text, 0, 4, time.getYear());
        put(text, 5, 2, time.getMonthValue());
        put(text, 8, 2, time.getDayOfMonth());
        put(text, 11, 2, time.getHour());
        put(text, 14, 2, time.getMinute());
        put(text, 17, 2, time.getSecond());
        put(text, 20, 6, time.getNano() / NANOS_PER_MICRO);
        return new String(text);
    }

    /// @throws IllegalArgumentException for anything else
    static Instant read(String text) {
        try {
            return LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time as YYYY-MM-DD HH:MM:SS.ffffff, found " + text, e);
        }
    }

    private static void put(char[] text, int start, int digits, int value) {
        int rest = value;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
