package io.jims.app.assistant.stream;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds or a date.
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d+)?");

    private RetryAfter() {}

    /// How long to wait; null where the header is missing or not understood.
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        String value = headers.firstValue("retry-after").orElse("").strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
        }
        try {
            Instant time =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
        } catch (DateTimeException e) { // a header that is missing or bad asks for nothing
            return null;
        }
    }
}
