package io.jims.cli;

import io.jims.store.sql.StoreOptions;
import java.time.Duration;

/// What was given for each flag: on the command line, else in the environment, else in `.env`, else
/// its default.
public record FlagValues(Arguments arguments, Environment environment) {
    private static final Duration SHORTEST_DB_TIMEOUT = Duration.ofMillis(250);

    public SettingValue value(Flag flag) {
        String given = arguments.values().get(flag);
        if (given != null) {
            return new SettingValue(flag, given, "");
        }
        return environment
                .find(flag.variables())
                .map(found -> new SettingValue(flag, found.value(), found.origin()))
                .orElseGet(() -> new SettingValue(flag, flag.defaultText().orElse(""), ""));
    }

    /// Its value.
    ///
    /// @throws UsageException if nothing was given
    public SettingValue nonEmpty(Flag flag) {
        SettingValue value = value(flag);
        if (value.text().isBlank()) {
            throw value.refuse(flag.parameter());
        }
        return value;
    }

    /// The bounds of the database.
    ///
    /// @throws UsageException for the first that is not allowed
    public StoreOptions store() {
        return new StoreOptions(
                value(Flag.DB_POOL).toInt(2, 1000),
                value(Flag.DB_TIMEOUT).toDuration(SHORTEST_DB_TIMEOUT),
                value(Flag.DB_WAIT).toDuration(Duration.ZERO));
    }
}
