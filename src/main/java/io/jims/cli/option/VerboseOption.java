package io.jims.cli.option;

import io.jims.cli.value.Switch;
import picocli.CommandLine.Option;

/// The flag for debug logs.
public final class VerboseOption {
    @Option(
            names = "--verbose",
            arity = "0..1",
            fallbackValue = Switch.ON,
            defaultValue = Switch.OFF,
            description = "Debug logs, and stack traces.")
    Switch verbose;

    public boolean isOn() {
        return verbose.isOn();
    }
}
