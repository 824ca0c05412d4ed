package io.jims.store.sql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Timestamps in SQLAlchemy's encoding on SQLite: `YYYY-MM-DD HH:MM:SS.ffffff`, in UTC.
public final class TimestampText {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_YEAR = 9_999;
    private static final int NANO_DIGITS = 9;
    private static final String FORM_AS_WRITTEN = "0000-00-00 00:00:00.000000";

    /// What Python's `datetime.fromisoformat` takes, and so SQLAlchemy: a date alone, any character
    /// before the time, a time without its end, a zone.
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<date>\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}-W\\d{2}-\\d)"
                            + "(.(?<hour>\\d{2})(:?(?<minute>\\d{2})(:?(?<second>\\d{2})"
                            + "([.,](?<fraction>\\d+))?)?)?"
                            + "(?<zone>Z|[+-]\\d{2}(:?\\d{2}(:?\\d{2})?)?)?)?",
                    Pattern.DOTALL);

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
        char[] text = FORM_AS_WRITTEN.toCharArray();
        put(text, 0, 4, time.getYear());
        put(text, 5, 2, time.getMonthValue());
        put(text, 8, 2, time.getDayOfMonth());
        put(text, 11, 2, time.getHour());
        put(text, 14, 2, time.getMinute());
        put(text, 17, 2, time.getSecond());
        put(text, 20, 6, time.getNano() / NANOS_PER_MICRO);
        return new String(text);
    }

    /// The time, which is one of UTC unless it has a zone; without a time it is midnight.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Instant read(String text) {
        try {
            return isAsWritten(text) ? readAsWritten(text) : readAny(text);
        } catch (DateTimeException e) {
            throw refused(text, e);
        }
    }

    /// Nearly all are, and histories are read by the thousand.
    private static boolean isAsWritten(String text) {
        if (text.length() != FORM_AS_WRITTEN.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char expected = FORM_AS_WRITTEN.charAt(i);
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant readAsWritten(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 26) * NANOS_PER_MICRO)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static Instant readAny(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw refused(text, null);
        }
        return LocalDateTime.of(date(parts.group("date")), time(parts))
                .toInstant(zone(parts.group("zone")));
    }

    private static LocalDate date(String text) {
        if (text.contains("W")) {
            return LocalDate.parse(text, DateTimeFormatter.ISO_WEEK_DATE);
        }
        return text.contains("-")
                ? LocalDate.parse(text)
                : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static LocalTime time(Matcher parts) {
        String fraction = Objects.requireNonNullElse(parts.group("fraction"), "0");
        return LocalTime.of(
                number(parts.group("hour")),
                number(parts.group("minute")),
                number(parts.group("second")),
                Integer.parseInt((fraction + "00000000").substring(0, NANO_DIGITS)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneOffset zone(@Nullable String text) {
        return text == null ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static IllegalArgumentException refused(
            String text, @Nullable DateTimeException cause) {
        return new IllegalArgumentException(
                "expected a time as YYYY-MM-DD HH:MM:SS.ffffff, found " + text, cause);
    }

    private static void put(char[] text, int start, int digits, int value) {
        int rest = value;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
