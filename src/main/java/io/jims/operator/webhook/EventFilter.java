package io.jims.operator.webhook;

import java.util.List;
import java.util.regex.Pattern;

/// The types of events to deliver (`--webhook-events`).
///
/// @param patterns whole types, or a prefix followed by `*`
public record EventFilter(List<String> patterns) {
    private static final Pattern PATTERN = Pattern.compile("[^*\\s]*\\*?");

    public static final EventFilter ALL = new EventFilter(List.of("*"));

    public EventFilter {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (!PATTERN.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is neither a type nor the beginning of one and *");
            }
        }
    }

    boolean wants(String type) {
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.endsWith("*")
                                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                                : type.equals(pattern));
    }
}
