package io.jims.cli;

import io.jims.store.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The text that was given for a flag, and the ways to read it. All of them throw [UsageException]
/// for a text that is not allowed.
///
/// @param origin the environment variable that it came from; empty for the command line and the
///   default
public record SettingValue(Flag flag, String text, String origin) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern RATE = Pattern.compile("(\\d{1,7})/(\\d{1,6}[smh])");
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
    private static final String RATES =
            "a rate such as 30/1m or 5/10s: 1 to 1000000 in 1s to 24h; or off";

    /// The flag, and where its value came from if not from there.
    public String label() {
        return flag.option() + (origin.isEmpty() ? "" : " (from " + origin + ")");
    }

    /// What a part says of the value, behind the label, whether or not it names the flag itself.
    public String explain(String reason) {
        String named = flag.option() + ": ";
        return label()
                + ": "
                + (reason.startsWith(named) ? reason.substring(named.length()) : reason);
    }

    public UsageException refuse(String allowed) {
        return new UsageException(label() + ": '" + text + "' is not allowed; give " + allowed);
    }

    public int toInt(int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        try {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw refuse(allowed);
            }
            return number;
        } catch (NumberFormatException e) {
            throw refuse(allowed);
        }
    }

    /// A number from 1 on, or `off` (also `0`), which is 0.
    long toQuota(long max) {
        if (isOff()) {
            return 0;
        }
        String allowed = "a whole number from 1 to " + max + ", or off";
        try {
            long number = Long.parseLong(text);
            if (number < 1 || number > max) {
                throw refuse(allowed);
            }
            return number;
        } catch (NumberFormatException e) {
            throw refuse(allowed);
        }
    }

    /// A rate such as `30/1m`, of which this many may come at once; empty for `off` (also `0`).
    Optional<RateLimit> toRate(int burst) {
        if (isOff()) {
            return Optional.empty();
        }
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw refuse(RATES);
        }
        int amount = Integer.parseInt(matcher.group(1));
        try {
            return Optional.of(new RateLimit(amount, period(matcher.group(2)), burst));
        } catch (IllegalArgumentException e) {
            throw refuse(RATES);
        }
    }

    private boolean isOff() {
        return text.equals("0") || text.equalsIgnoreCase("off");
    }

    private Duration period(String given) {
        return new SettingValue(flag, given, origin).parseDuration(SHORTEST_PERIOD, LONGEST);
    }

    double toNumber(double min, double max) {
        String allowed = "a number from " + min + " to " + max;
        try {
            double number = Double.parseDouble(text);
            if (!(number >= min && number <= max)) {
                throw refuse(allowed);
            }
            return number;
        } catch (NumberFormatException e) {
            throw refuse(allowed);
        }
    }

    public boolean toBoolean() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw refuse("true, false, 1, 0, yes or no");
        };
    }

    public Duration toDuration(Duration min) {
        return toDuration(min, LONGEST);
    }

    public Duration toDuration(Duration min, Duration max) {
        Duration duration = parseDuration(min, max);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw refuseDuration(min, max);
        }
        return duration;
    }

    /// The parts between commas, stripped, without empty ones.
    List<String> toList() {
        return split(",");
    }

    /// The parts between the matches of a regular expression, stripped, without empty ones.
    public List<String> split(String separator) {
        return Stream.of(text.split(separator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Duration parseDuration(Duration min, Duration max) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw refuseDuration(min, max);
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

    private UsageException refuseDuration(Duration min, Duration max) {
        return refuse(
                "a duration such as 500ms, 90s, 2m, 1h or 7d, from "
                        + inWords(min)
                        + " to "
                        + inWords(max));
    }

    private static String inWords(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(LONGEST) > 0) {
            return duration.toDays() + "d";
        }
        return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toMillis() + "ms";
    }
}
