package io.jims.lifecycle;

import java.util.Locale;
import java.util.Optional;

/// How texts are written in a file.
public enum FileFormat {
    /// A header with `event` and `text`, then a line a row (RFC 4180).
    CSV,
    /// A list of objects with `event` and `text`, or one object of texts by event.
    JSON,
    /// The same as in JSON.
    YAML;

    /// The format of a file with this name, by its ending.
    public static Optional<FileFormat> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        if (name.endsWith(".json")) {
            return Optional.of(JSON);
        }
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
        return isYaml ? Optional.of(YAML) : Optional.empty();
    }
}
