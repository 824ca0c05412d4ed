package io.jims.cli.value;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses durations: a whole number with a unit.
final class Durations {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Duration DAY = Duration.ofHours(24);

    private Durations() {}

    /// @throws IllegalArgumentException if it has another form
    static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number and ms, s, m, h or d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    static String allowed(Duration from, Duration to) {
        return "a duration such as 500ms, 90s, 2m, 1h or 7d, from "
                + inWords(from)
                + " to "
                + inWords(to);
    }

    private static String inWords(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(DAY) > 0) {
            return duration.toDays() + "d";
        }
        return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toMillis() + "ms";
    }
}
